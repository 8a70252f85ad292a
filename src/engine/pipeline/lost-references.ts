import type { Earlier } from '../contracts/earlier.ts'
import { parseShortened } from '../recall/marker.ts'
import { parsePacked } from '../text/packed-header.ts'
import type { Desk } from './desk.ts'
import type { Entry } from './entry.ts'
import { expandText, type Reader, unpackOurs } from './expand-text.ts'

/** The tool results above a text: as they came, and as they will be read. */
export interface Change {
  readonly before: Earlier
  readonly after: Earlier
}

/** True for a text of ours that refers to tool results above it, and would not be written so under these. */
export function hasLostReferences(text: string, after: Earlier, reader: Reader): boolean {
  return refers(text, reader) && !resolves(text, { ...reader, earlier: after })
}

/**
 * A block whose references lead nowhere any more gets back what it stood for. That happens where a
 * caller keeps our output and presses harder later; without it, lines would be lost.
 */
export function mended<Known extends Mendable>(known: Known, change: Change, desk: Desk): Known {
  const { block, tokens } = known
  if (block.kind !== 'tool-result' || block.seal !== 'open') return known
  if (!hasLostReferences(block.text, change.after, desk)) return known
  const text = expandText(block.text, { ...desk, earlier: change.before })
  if (text === block.text) return known
  const mendedFrom = known.mendedFrom ?? tokens
  return { ...known, block: { ...block, text }, tokens: desk.countTokens(text), mendedFrom }
}

type Mendable = Pick<Entry, 'block' | 'tokens' | 'mendedFrom'>

function refers(text: string, { workshop }: Reader): boolean {
  const form = parsePacked(parseShortened(text)?.body ?? text)?.form
  return workshop.packers.some((packer) => packer.form === form && packer.refers === true)
}

function resolves(text: string, reader: Reader): boolean {
  const shortened = parseShortened(text)
  if (shortened === undefined) return unpackOurs(text, false, reader) !== undefined
  const { marker, body } = shortened
  return unpackOurs(body, typeof marker.shows !== 'string', reader) !== undefined
}
