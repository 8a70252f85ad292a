import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { detect } from '../../src/engine/detect/detect.ts'

/** Of the set that was frozen before detection was tuned: it shows what strangers' texts would. */
const FROZEN_DIGEST = '443fdcb3a072f1fdf1af8ad8f36a17cce2db8a01fd3240610c4491dbc98cb00a'
/**
 * Per cent of texts whose kind is told right, at least. The frozen set is of tools that no recogniser was
 * made for: what is not known there is more often `unknown`, which costs savings and breaks nothing.
 */
const LEAST_RIGHT = { open: 96, frozen: 88 } as const
/** Per cent that may be taken for a kind that they are not. */
const MOST_MISTAKEN = { open: 2, frozen: 4 } as const

interface Entry {
  readonly name: string
  readonly kind: string
  /** Kinds that are no mistake either. */
  readonly also?: readonly string[]
  readonly text: string
}

describe('detection of kinds, on outputs labelled by the command that made them', () => {
  it('has the frozen set as it was committed before tuning', () => {
    const digest = createHash('sha256').update(fileOf('frozen')).digest('hex')
    expect(digest).toBe(FROZEN_DIGEST)
  })

  it.each(['open', 'frozen'] as const)('is right on the %s set', (set) => {
    const entries = entriesOf(set)
    const wrong = entries.flatMap((entry) => confusionOf(entry))
    const right = ((entries.length - wrong.length) * 100) / entries.length
    // Of the frozen set only the total is shown: what has been looked at is no measure of what is new.
    const table = set === 'open' ? `\n${tableOf(wrong)}` : ''
    process.stdout.write(`${set}: ${right.toFixed(1)} % of ${entries.length}${table}\n`)
    expect(right).toBeGreaterThanOrEqual(LEAST_RIGHT[set])
    const mistaken = wrong.filter(({ kinds }) => !kinds.endsWith(' unknown')).length
    expect((mistaken * 100) / entries.length).toBeLessThanOrEqual(MOST_MISTAKEN[set])
  })

  it('has five hundred texts and more, of every kind, and many of them frozen', () => {
    const [open, frozen] = [entriesOf('open'), entriesOf('frozen')]
    expect(open.length + frozen.length).toBeGreaterThan(500)
    expect(frozen.length).toBeGreaterThan(250)
    for (const set of [open, frozen]) expect(new Set(set.map(({ kind }) => kind)).size).toBe(12)
    const tools = new Set(open.map(toolOf))
    expect(frozen.map(toolOf).filter((tool) => tools.has(tool))).toEqual([])
  })
})

function fileOf(set: string): Buffer {
  return readFileSync(
    fileURLToPath(new URL(`../fixtures/detection/${set}.jsonl.br`, import.meta.url)),
  )
}

function entriesOf(set: string): readonly Entry[] {
  const lines = brotliDecompressSync(fileOf(set)).toString('utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line))
}

function toolOf({ kind, name }: Entry): string {
  return `${kind} ${name.replace(/-\d+$/, '')}`
}

interface Confusion {
  readonly name: string
  readonly kinds: string
}

function confusionOf({ name, kind, also = [], text }: Entry): readonly Confusion[] {
  const found = detect(text).kind
  return found === kind || also.includes(found) ? [] : [{ name, kinds: `${kind} as ${found}` }]
}

/** A line for every confusion, with the names of the texts. */
function tableOf(wrong: readonly Confusion[]): string {
  const names = new Map<string, string[]>()
  for (const { name, kinds } of wrong) names.set(kinds, [...(names.get(kinds) ?? []), name])
  return [...names]
    .sort(([, one], [, other]) => other.length - one.length)
    .map(([kinds, texts]) => `  ${kinds}: ${texts.length} (${texts.join(', ')})`)
    .join('\n')
}
