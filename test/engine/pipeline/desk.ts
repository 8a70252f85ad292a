import type { Folder, Packer, View } from '../../../src/engine/contracts/compressor.ts'
import type { Content } from '../../../src/engine/ir/content.ts'
import type {
  Desk,
  OriginalsDesk,
  Shorteners,
  Work,
  Workshop,
} from '../../../src/engine/pipeline/desk.ts'
import { refOf } from '../../../src/engine/recall/ref.ts'
import { checksum } from '../../../src/engine/text/checksum.ts'
import { parsePacked, printPacked } from '../../../src/engine/text/packed-header.ts'

/** One token a character: sums are easy to follow. */
const countCharacters = (text: string): number => text.length

const JSON_KIND: Content = { kind: 'json', confidence: 100 }

/** Writes a run of one letter as the letter and its length. */
export const runs: Packer = {
  mode: 'pack',
  name: 'json/runs',
  form: 'runs',
  accepts: ['json'],
  pack: ({ text, folded }) => {
    const body = text.replace(/([a-z])\1{4,}/g, (run, letter: string) => `${letter}*${run.length};`)
    const legend = folded ? 'kept' : ''
    return body === text
      ? undefined
      : printPacked({ form: 'runs', check: checksum(text), legend, body })
  },
  unpack: (packed) =>
    parsePacked(packed)?.body.replace(/([a-z])\*(\d{1,6});/g, (_, letter: string, times: string) =>
      letter.repeat(Number(times)),
    ),
  preserves(original, packed) {
    return this.unpack(packed) === original ? 'bytes' : undefined
  },
}

/** Leaves out all lines but the first and the last. */
export const ends: Folder = {
  mode: 'fold',
  name: 'json/ends',
  accepts: ['json'],
  fold: ({ text }) => {
    const lines = text.split('\n')
    if (lines.length < 3) return undefined
    const start = (lines[0]?.length ?? 0) + 1
    const end = text.length - (lines.at(-1)?.length ?? 0)
    const omission = {
      start,
      end,
      unit: 'lines' as const,
      from: 2,
      to: lines.length - 1,
      summary: '',
    }
    return { omissions: [omission], total: lines.length, unit: 'lines' }
  },
}

/** Shows the last line. */
export const lastLine: View = {
  mode: 'view',
  name: 'json/last-line',
  label: 'last line',
  accepts: ['json'],
  view: ({ text }) => text.slice(text.lastIndexOf('\n') + 1),
}

/** Keeps originals in a map. */
export function originals(): OriginalsDesk & {
  readonly kept: string[]
  readonly touched: string[]
} {
  const kept: string[] = []
  const touched: string[] = []
  return {
    kept,
    touched,
    keep: async (original) => {
      kept.push(original)
      return refOf(original)
    },
    touch: async (ref) => {
      touched.push(ref)
    },
    handedOutFrom: async () => [],
  }
}

export function workshopOf({
  packers = [],
  folders = [],
  views = [],
}: Partial<Shorteners & Pick<Workshop, 'packers'>>): Workshop {
  return { packers, shorteners: async () => ({ folders, views }) }
}

export function deskWith(changes: Partial<Desk> = {}): Desk {
  return {
    workshop: workshopOf({ packers: [runs], folders: [ends] }),
    foldPolicy: { foldAbove: 500, foldAbovePerMille: 0, foldToPerMille: 200, foldFloor: 100 },
    canRecall: true,
    originals: originals(),
    smallestBlock: 100,
    isExcluded: () => false,
    signal: undefined,
    now: () => 0,
    detect: () => JSON_KIND,
    parserFor: async () => undefined,
    holdsSecret: () => false,
    countTokens: countCharacters,
    countReference: countCharacters,
    ...changes,
  }
}

export function workOn(text: string, changes: Partial<Work> = {}): Work {
  return {
    passage: { text, content: JSON_KIND, folded: false },
    tokens: text.length,
    query: '',
    packOnly: false,
    refsInSight: new Set(),
    ...changes,
  }
}

/** Text of so many lines that packing cannot shorten. */
export function lines(count: number): string {
  return Array.from({ length: count }, (_, at) => `line ${at} of many, all different`).join('\n')
}
