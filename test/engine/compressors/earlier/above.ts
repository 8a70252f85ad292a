import { dropNumbers } from '../../../../src/engine/compressors/any/drop-numbers.ts'
import { refer } from '../../../../src/engine/compressors/earlier/refer.ts'
import type { CompressContext, Packer } from '../../../../src/engine/contracts/compressor.ts'
import type { Content } from '../../../../src/engine/ir/content.ts'
import { Ledger } from '../../../../src/engine/pipeline/earlier.ts'
import { checksum } from '../../../../src/engine/text/checksum.ts'
import { parsePacked, printPacked } from '../../../../src/engine/text/packed-header.ts'

export const UNKNOWN: Content = { kind: 'unknown', confidence: 0 }

/** A form in which no line stands as it is. */
export const backwards: Packer = {
  mode: 'pack',
  name: 'any/backwards',
  form: 'backwards',
  accepts: ['unknown'],
  pack: ({ text }) =>
    printPacked({ form: 'backwards', check: checksum(text), legend: '', body: reversed(text) }),
  unpack: (packed) => reversed(parsePacked(packed)?.body ?? ''),
  preserves: () => 'bytes',
}

/** A form in which every line is told in its place, though none as it is. */
const initials: Packer = {
  ...backwards,
  name: 'any/initials',
  form: 'initials',
  keepsOrder: true,
  repack: (_, packed) => packed,
}

const reversed = (text: string): string => [...text].reverse().join('')

/** The tool results above, each shown as it is given here. */
export function above(...shown: readonly string[]): Ledger {
  const ledger = new Ledger({
    workshop: { packers: [refer, dropNumbers, backwards, initials] },
    countReference: (text) => text.length,
    detect: () => UNKNOWN,
    smallestBlock: 100,
    signal: undefined,
  })
  for (const [at, text] of shown.entries()) {
    const input = `{"path":"file-${at + 1}.ts"}`
    ledger.add({ text, origin: { tool: 'read_file', callId: `c${at}`, input } })
  }
  return ledger
}

/** The same below calls with these arguments, each of which brought a short answer. */
export function belowCalls(...inputs: readonly object[]): Ledger {
  const ledger = above()
  for (const input of inputs) {
    ledger.addCall(JSON.stringify(input))
    ledger.add({ text: 'done' })
  }
  return ledger
}

export function contextWith(earlier: Ledger): CompressContext {
  return {
    query: '',
    targetTokens: 0,
    countTokens: (text) => text.length,
    signal: undefined,
    earlier,
  }
}

/** What the packer writes of a text below those tool results. */
export function packBelow(text: string, earlier: Ledger, folded = false): string | undefined {
  return refer.pack({ text, content: UNKNOWN, folded }, contextWith(earlier))
}

export function unpackBelow(packed: string, earlier: Ledger): string | undefined {
  return refer.unpack(packed, { earlier, unpack: () => undefined })
}

/** So many different lines. */
export function linesOf(count: number, word = 'line'): readonly string[] {
  return Array.from({ length: count }, (_, at) => `  ${word}${at + 1} = call(${at * 31}, ${word})`)
}
