import type { Fold } from '../contracts/compressor.ts'
import type { BlockId, Conversation, Origin } from '../ir/conversation.ts'
import { parseShortened, printFolded } from '../recall/marker.ts'
import { refOf } from '../recall/ref.ts'
import { isFileRead } from '../relevance/file-read.ts'
import { lineTableOf } from '../text/line-table.ts'
import type { Outcome } from './decide.ts'
import type { Desk, Work } from './desk.ts'
import { Ledger } from './earlier.ts'
import { expandText, type Reader } from './expand-text.ts'
import { isWorthwhile } from './worth.ts'

const BY = 'earlier/superseded'
const SUMMARY = 'read again further down'

/**
 * File reads that a later read of the same file makes needless: by the same call, or by one that asks
 * for the whole. What came back must be no less than half as long: an error message replaces nothing.
 */
export function supersededReads(conversation: Conversation, reader: Reader): ReadonlySet<BlockId> {
  const came = new Ledger(reader)
  const blocks = conversation.messages.flatMap((message) => message.blocks)
  const results = blocks.filter(({ kind }) => kind === 'tool-result')
  for (const block of blocks) {
    if (block.kind === 'tool-call') came.addCall(block.text)
    if (block.kind === 'tool-result') came.add(block)
  }
  const lengthOf = (index: number): number => came.block(index + 1)?.text.length ?? 0
  const later = new LaterReads()
  return new Set(
    [...results.keys()].reverse().flatMap((index) => {
      const { id, origin, seal } = results[index] ?? {}
      if (id === undefined || origin === undefined || !isFileRead(origin)) return []
      const isNeedless = later.replace(origin, lengthOf(index))
      later.add(origin, lengthOf(index))
      return isNeedless && seal === 'open' ? [id] : []
    }),
  )
}

/** The reads further down, by what they asked for. */
class LaterReads {
  readonly #lengths = new Map<string, number>()

  add(origin: Origin, length: number): void {
    const { path, isWhole } = asked(origin)
    const names = [origin.input, ...(isWhole ? [`whole ${path}`] : [])]
    for (const name of names) {
      const key = `${origin.tool}\n${name}`
      this.#lengths.set(key, Math.max(length, this.#lengths.get(key) ?? 0))
    }
  }

  replace(origin: Origin, length: number): boolean {
    const names = [origin.input, `whole ${asked(origin).path}`]
    return names.some(
      (name) => (this.#lengths.get(`${origin.tool}\n${name}`) ?? 0) * 2 >= Math.max(1, length),
    )
  }
}

const PATH_KEYS: readonly string[] = ['path', 'file_path', 'filePath', 'filename', 'file']

/** The file that a tool's arguments name, and whether they say nothing more. */
function asked({ input }: Origin): { readonly path: string; readonly isWhole: boolean } {
  const given = argumentsOf(input)
  const path = PATH_KEYS.map((key) => given[key]).find((value) => typeof value === 'string')
  if (typeof path !== 'string' || path === '') return { path: '', isWhole: false }
  return { path, isWhole: Object.keys(given).length === 1 }
}

function argumentsOf(input: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(input)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Leaves out the whole of a superseded read; `undefined` where it must stand after all. */
export async function foldSuperseded(work: Work, desk: Desk): Promise<Outcome | undefined> {
  const { originals, canRecall, smallestBlock } = desk
  if (originals === undefined || !canRecall || work.tokens < smallestBlock) return undefined
  if (parseShortened(work.passage.text) !== undefined) return undefined
  const original = expandText(work.passage.text, { ...desk, earlier: work.above })
  const fold = wholeOf(original)
  const tokens = desk.countTokens(printFolded(original, fold, refOf(original)))
  if (!isWorthwhile(tokens, work.tokens) || desk.holdsSecret(original)) return undefined
  try {
    const ref = await originals.keep(original)
    const attempts = [{ by: BY, tokens, result: 'chosen' as const }]
    const text = printFolded(original, fold, ref)
    return { outcome: 'folded', by: BY, text, tokens, refs: [ref], attempts }
  } catch {
    return undefined
  }
}

function wholeOf(text: string): Fold {
  const { count } = lineTableOf(text)
  const omission = {
    start: 0,
    end: text.length,
    unit: 'lines' as const,
    from: 1,
    to: count,
    summary: SUMMARY,
  }
  return { omissions: [omission], total: count, unit: 'lines' }
}
