import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { get_encoding, type Tiktoken } from 'tiktoken'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Tokenizer } from '../../src/engine/contracts/tokenizer.ts'
import { createTokenizerLoader } from '../../src/engine/tokens/load-tokenizer.ts'
import { testPlatform } from '../engine/platform.ts'
import { createDice, FRAGMENTS } from '../engine/tokens/hard-texts.ts'
import { withoutWasm } from '../engine/tokens/without-wasm.ts'

/** Strings an encoding is tried on; more by the environment, e.g. for a release. */
const STRINGS = Number(process.env['TOKEN_FUZZ_STRINGS'] ?? 200_000)
const REAL_TEXT_BYTES = 10_000_000
/** The twin is tried on every so many strings: it agrees with the module by its own laws. */
const TWIN_EVERY = 10
const PATIENCE = { timeout: 600_000 + STRINGS * 5 }

describe.each(['o200k_base', 'cl100k_base'] as const)('%s against tiktoken', (encoding) => {
  let tiktoken: Tiktoken
  let wasm: Tokenizer
  let twin: Tokenizer

  beforeAll(async () => {
    tiktoken = get_encoding(encoding)
    const platform = await testPlatform()
    wasm = await createTokenizerLoader(platform)(encoding)
    twin = await createTokenizerLoader(withoutWasm(platform))(encoding)
  })
  afterAll(() => tiktoken.free())

  const expected = (text: string): number => tiktoken.encode_ordinary(text).length
  const mismatches = (texts: Iterable<string>): readonly string[] => {
    const wrong: string[] = []
    let at = 0
    for (const text of texts) {
      const count = expected(text)
      const isRight =
        wasm.count(text) === count && (at++ % TWIN_EVERY > 0 || twin.count(text) === count)
      if (!isRight) wrong.push(text)
    }
    return wrong.slice(0, 5)
  }

  it(`agrees on ${STRINGS} random strings`, PATIENCE, () => {
    expect(mismatches(randomTexts(STRINGS))).toEqual([])
  })

  it(
    'agrees on every code point, before and after letters, digits, blanks and signs',
    PATIENCE,
    () => {
      expect(mismatches(allCodePoints())).toEqual([])
    },
  )

  it('agrees on runs of 20,000 characters and on texts far longer than a chunk', PATIENCE, () => {
    expect(mismatches(longTexts())).toEqual([])
  })

  it('agrees on 10 MB of real text, file by file and as one', PATIENCE, () => {
    const files = realTexts()
    expect(mismatches(files)).toEqual([])
    const whole = files.join('')
    const counts = [...slices(whole, 1_000_000)].map(expected)
    expect([...slices(whole, 1_000_000)].map((slice) => wasm.count(slice))).toEqual(counts)
    expect(Buffer.byteLength(whole)).toBeGreaterThanOrEqual(REAL_TEXT_BYTES)
  })
})

type Dice = (below: number) => number

/** Makers of a few characters each; a string mixes the output of one, two or all of them. */
const MAKERS: readonly ((dice: Dice) => string)[] = [
  (dice) => FRAGMENTS[dice(FRAGMENTS.length)] ?? '',
  (dice) => String.fromCharCode(dice(0x80)),
  (dice) => String.fromCharCode(dice(0x3000)),
  (dice) => String.fromCharCode(dice(0x10000)),
  (dice) => String.fromCodePoint(dice(0x110000)),
  (dice) => String.fromCharCode(0x300 + dice(0x70)),
  (dice) => String.fromCharCode(0x61 + dice(26)).repeat(1 + dice(5)),
  (dice) => String.fromCharCode(0x41 + dice(26)) + String.fromCharCode(0x61 + dice(26)),
  (dice) => String(dice(10)).repeat(1 + dice(9)),
  (dice) => [' ', '\t', '\n', '\r\n', '\r', '\u00a0'][dice(6)]?.repeat(1 + dice(6)) ?? '',
  (dice) => `'${['s', 'T', 're', 'vE', 'm', 'LL', 'd', '\u017f', 'x', ''][dice(10)]}`,
  (dice) => '{}[]():;,."/\\-_=+*&^%$#@!~`<>|?'.charAt(dice(32)).repeat(1 + dice(3)),
]

function* randomTexts(count: number): Generator<string> {
  const dice = createDice(20_261_122)
  for (let made = 0; made < count; made++) {
    const makers =
      dice(3) === 0 ? MAKERS : [MAKERS[dice(MAKERS.length)], MAKERS[dice(MAKERS.length)]]
    // One in sixteen is long enough to cross the 64-byte windows several times.
    const parts = 1 + dice(dice(16) === 0 ? 200 : 20)
    let text = ''
    for (let part = 0; part < parts; part++) text += makers[dice(makers.length)]?.(dice) ?? ''
    yield text
  }
}

/** 64 code points a string; the engine that tiktoken is built with has tables of its own for each. */
function* allCodePoints(): Generator<string> {
  for (let first = 0; first < 0x110000; first += 64) {
    let text = ''
    for (let code = first; code < first + 64; code++) {
      const one = String.fromCodePoint(code)
      text += `${one}a${one}B${one}1 ${one}-${one}\n`
    }
    yield text
  }
}

function* longTexts(): Generator<string> {
  const dice = createDice(7)
  const run = (length: number, maker: () => string): string =>
    Array.from({ length }, maker).join('')
  yield run(20_000, () => String.fromCharCode(0x61 + dice(26)))
  yield run(20_000, () => String.fromCodePoint(0x4e00 + dice(20_000)))
  yield run(20_000, () => 'eta'.charAt(dice(3)))
  yield ' '.repeat(20_000)
  yield `${'\r\n'.repeat(9000)}x${' '.repeat(9000)}`
  // tiktoken takes time by the square of a run's length.
  for (const maker of MAKERS) yield run(3000, () => maker(dice))
  yield run(40_000, () => FRAGMENTS[dice(FRAGMENTS.length)] ?? '')
}

/** Sources, documents and manifests of the packages installed here, in the order of their paths. */
function realTexts(): readonly string[] {
  const root = fileURLToPath(new URL('../../node_modules', import.meta.url))
  const texts: string[] = []
  let bytes = 0
  const perKind = REAL_TEXT_BYTES / 4
  for (const kind of ['.json', '.md', '.js', '.ts']) {
    const paths = pathsUnder(root).filter((path) => path.endsWith(kind))
    for (let kindBytes = 0, at = 0; kindBytes < perKind && at < paths.length; at++) {
      const file = readFileSync(paths[at] ?? '')
      if (file.length > 300_000) continue
      texts.push(file.toString('utf8'))
      kindBytes += file.length
      bytes += file.length
    }
  }
  if (bytes < REAL_TEXT_BYTES) throw new Error(`Only ${bytes} bytes of text are installed.`)
  return texts
}

function pathsUnder(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function* slices(text: string, length: number): Generator<string> {
  for (let from = 0; from < text.length; from += length) yield text.slice(from, from + length)
}
