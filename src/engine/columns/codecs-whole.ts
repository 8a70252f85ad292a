/** Codecs whose cells stand whole: no cell leans on the row above. */
import { ABSENT, type Codec, type CodecContext, WHOLE } from './codec.ts'
import { isBare } from './spell-cell.ts'

export function asIs({ cells }: CodecContext): Codec {
  return { mark: '', hasCell: true, leansOn: [], cellAt: (row) => cells[row] ?? '' }
}

/** `name=value`: the same value in every row. */
export function constant({ cells }: CodecContext): Codec | undefined {
  const first = cells[0]
  if (first === undefined || first === '' || first.startsWith('`')) return undefined
  for (const cell of cells) if (cell !== first) return undefined
  return { mark: `=${first}`, hasCell: false, leansOn: [], cellAt: () => '', note: 'constant' }
}

/** A default must hold for this share of the rows, in per cent, to be worth a reader's attention. */
const COMMON_SHARE = 40

/** `name?=value`: an empty cell has the commonest value. */
export function withDefault({ cells, sample }: CodecContext): Codec | undefined {
  const [value, times] = commonest(sample.map((row) => cells[row] ?? ''))
  if (value === '' || value.startsWith('`') || times * 100 < sample.length * COMMON_SHARE)
    return undefined
  return {
    mark: `?=${value}`,
    hasCell: true,
    leansOn: [],
    cellAt: (row) => {
      const cell = cells[row] ?? ''
      if (cell === value) return ''
      return cell === '' ? ABSENT : cell
    },
    note: 'default',
  }
}

function commonest(values: readonly string[]): readonly [value: string, times: number] {
  const counts = new Map<string, number>()
  let best = ''
  let most = 0
  for (const value of values) {
    const times = (counts.get(value) ?? 0) + 1
    counts.set(value, times)
    if (times > most) {
      best = value
      most = times
    }
  }
  return [best, most]
}

/** More values than this are no dictionary a reader could look things up in. */
const LARGEST_DICTIONARY = 64
/** A value shorter than this is as short as its code. */
const SHORTEST_ENTRY = 4

/** `name{a=value;b=value}`: codes for values that recur. */
export function dictionary({ cells, sample, options }: CodecContext): Codec | undefined {
  if (distinctIn(sample, cells) * 2 > sample.length) return undefined
  const codes = codesOf(cells, options.delimiter)
  if (codes === undefined) return undefined
  const entries = [...codes].map(([value, code]) => `${code}=${value}`)
  return {
    mark: `{${entries.join(';')}}`,
    hasCell: true,
    leansOn: [],
    cellAt: (row) => {
      const cell = cells[row] ?? ''
      return cell === '' ? '' : (codes.get(cell) ?? WHOLE + cell)
    },
    note: 'dictionary',
  }
}

function distinctIn(sample: readonly number[], cells: readonly string[]): number {
  return new Set(sample.map((row) => cells[row])).size
}

function codesOf(cells: readonly string[], delimiter: string): Map<string, string> | undefined {
  const counts = countsOf(cells)
  if (counts === undefined) return undefined
  const codes = new Map<string, string>()
  for (const [value, times] of [...counts].sort((a, b) => b[1] - a[1])) {
    if (times < 2 || codes.size === LARGEST_DICTIONARY) break
    if (isEntry(value, delimiter)) codes.set(value, codeOf(codes.size))
  }
  return codes.size === 0 ? undefined : codes
}

/** How often each longer value occurs; `undefined` when there are too many values to look up. */
function countsOf(cells: readonly string[]): ReadonlyMap<string, number> | undefined {
  const counts = new Map<string, number>()
  for (const cell of cells) {
    if (cell.length < SHORTEST_ENTRY) continue
    counts.set(cell, (counts.get(cell) ?? 0) + 1)
    if (counts.size > 4 * LARGEST_DICTIONARY) return undefined
  }
  return counts
}

/** A bare entry must not hold the marks that end it; a guarded one says itself where it ends. */
function isEntry(value: string, delimiter: string): boolean {
  return '"[{'.includes(value.charAt(0)) || isBare(value, `${delimiter};}`)
}

/** a … z, then aa, ab, … */
function codeOf(index: number): string {
  const letter = String.fromCharCode(0x61 + (index % 26))
  return index < 26 ? letter : codeOf(Math.floor(index / 26) - 1) + letter
}
