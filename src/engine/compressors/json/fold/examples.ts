import { JSON_KIND } from '../../../text/json-index.ts'
import { RECURRENCE } from './cells.ts'
import { keyOf, keyRole } from './error-signs.ts'
import type { Table } from './table.ts'
import { at } from './typed.ts'
import { BIT } from './worth.ts'

/** One example of each kind of message tells what a list is about. */
const EXAMPLE_BITS = 16
/** Columns with more kinds of sentences have no kinds, but contents. */
const MOST_KINDS = 24
const FEWEST_CELLS = 10
const FEWEST_WORDS = 3
/** Longer texts cost more than knowing one of them helps. */
const LONGEST_SENTENCE = 200

/**
 * Adds what one example tells of sentences that recur, by their template where they hold numbers, in
 * columns that have but a few of them, such as titles and log messages.
 */
export function addExamples({ json, cells }: Table, examples: Int32Array): void {
  const { paths, valueNodes, distinct, sizes } = cells
  for (let value = 0; value < examples.length; value++) {
    const node = at(valueNodes, value)
    const path = at(paths, node)
    const [different, size] = [at(distinct, path), at(sizes, path)]
    const areFew = different > 1 && different <= MOST_KINDS && different * RECURRENCE <= size
    if (!areFew || size < FEWEST_CELLS || json.index.kinds[node] !== JSON_KIND.string) continue
    const isRead = cells.isMasked[path] === 1 || keyRole(keyOf(json, node)) === 'text'
    if (
      isRead &&
      isSentence(json.text.slice(at(json.index.starts, node), at(json.index.ends, node)))
    )
      examples[value] = at(examples, value) + EXAMPLE_BITS * BIT
  }
}

function isSentence(written: string): boolean {
  return (
    written.length <= LONGEST_SENTENCE && written.split(' ', FEWEST_WORDS).length === FEWEST_WORDS
  )
}
