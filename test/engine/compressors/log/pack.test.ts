import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { packLog } from '../../../../src/engine/compressors/log/pack.ts'
import type { CompressContext } from '../../../../src/engine/contracts/compressor.ts'
import { checksum } from '../../../../src/engine/text/checksum.ts'
import { printGap } from '../../../../src/engine/text/gap-line.ts'
import { parsePacked, printPacked } from '../../../../src/engine/text/packed-header.ts'
import { serviceLogs } from '../../laws/text-pool.ts'
import { anyHostileBody, anyLog, countWords } from './generate-logs.ts'

const context: CompressContext = {
  query: '',
  targetTokens: 0,
  countTokens: countWords,
  signal: undefined,
}
const pack = (text: string, folded = false): string | undefined =>
  packLog.pack({ text, content: { kind: 'log', confidence: 90 }, folded }, context)
const bodyOf = (packed: string | undefined): string => parsePacked(packed ?? '')?.body ?? ''
const rowsOf = (packed: string | undefined): readonly string[] =>
  bodyOf(packed).split('\n---\n')[1]?.trimEnd().split('\n') ?? []

describe('laws', () => {
  it('unpacking gives back every byte', () => {
    fc.assert(
      fc.property(anyLog, fc.boolean(), (text, folded) => {
        const packed = pack(text, folded)
        if (packed === undefined) return
        expect(packLog.unpack(packed)).toBe(text)
        expect(packLog.preserves(text, packed)).toBe('bytes')
      }),
      { numRuns: 120 },
    )
  })

  it('packs most generated logs at all', () => {
    const texts = fc.sample(anyLog, { numRuns: 100, seed: 7 })
    const packed = texts.filter((text) => pack(text) !== undefined)
    expect(packed.length).toBeGreaterThan(60)
  })

  it('packing what was unpacked gives the same packed text', () => {
    fc.assert(
      fc.property(anyLog, (text) => {
        const packed = pack(text)
        if (packed !== undefined) expect(pack(packLog.unpack(packed) ?? '')).toBe(packed)
      }),
      { numRuns: 60 },
    )
  })

  it('real logs come back, and shrink', () => {
    for (const text of serviceLogs.values()) {
      const packed = pack(text)
      expect(packLog.unpack(packed ?? '')).toBe(text)
      expect(packed?.length).toBeLessThan(text.length * 0.75)
    }
  })

  it('unpacking whatever claims to be ours never throws, and never gives what the checksum denies', () => {
    fc.assert(
      fc.property(anyHostileBody, fc.string(), (body, legend) => {
        const forged = printPacked({
          form: 'log',
          check: '01234567',
          legend: legend.replace(/[\n\]]/g, ''),
          body,
        })
        const text = packLog.unpack(forged)
        if (text !== undefined) expect(checksum(text)).toBe('01234567')
      }),
      { numRuns: 500 },
    )
  })

  it('a changed packed text does not unpack to something else', () => {
    const packed = pack(log(40, (n) => `${clock(n)} INFO job ${n % 7} took ${n * 3}ms`)) ?? ''
    fc.assert(
      fc.property(
        fc.nat({ max: packed.length - 1 }),
        fc.constantFrom('x', '\n', ' ', '9'),
        (at, mark) => {
          const changed = packed.slice(0, at) + mark + packed.slice(at + 1)
          const text = packLog.unpack(changed)
          expect(text === undefined || text === packLog.unpack(packed)).toBe(true)
        },
      ),
    )
  })

  it('weighs samples, not the text: what is counted does not grow with it', () => {
    const counted = (count: number): number => {
      let letters = 0
      const countTokens = (text: string): number => {
        letters += text.length
        return countWords(text)
      }
      const text = log(count, (n) => `${clock(n % 3000)} INFO job ${n % 7} took ${n * 3}ms`)
      packLog.pack(
        { text, content: { kind: 'log', confidence: 90 }, folded: false },
        { ...context, countTokens },
      )
      return letters
    }
    expect(counted(30_000)).toBeLessThan(counted(10_000) * 1.2)
  })

  it('a few bytes cannot stand for gigabytes', () => {
    const body = 'a: x\n---\na\n*999999999\n'
    expect(
      packLog.unpack(printPacked({ form: 'log', check: '00000000', legend: '', body })),
    ).toBeUndefined()
  })
})

describe('form', () => {
  it('writes a repeated line once, with a count', () => {
    const packed = pack(`boot\n${'heartbeat ok\n'.repeat(500)}heartbeat MISSED\nbye\n`)
    expect(rowsOf(packed)).toEqual(['|boot', 'a', '', '*498', '|heartbeat MISSED', '|bye'])
  })

  it('leaves out what a template and the row above tell', () => {
    const packed = pack(
      log(30, (n) => `2026-03-01 10:00:${String(n).padStart(2, '0')} INFO user u${n} in room 12`),
    )
    expect(bodyOf(packed)).toContain(
      'a: {t} INFO user u{1+1} in room 12\n---\n@2026-03-01 10:00:00\na 0\n1\n*28',
    )
  })

  it('shares a column among templates, and a row among lines that belong together', () => {
    const packed = pack(
      log(
        40,
        (n) =>
          `start job${(n * n * 37) % 9973} now\nload job${(n * n * 37) % 9973} fast\nstop job${(n * n * 37) % 9973} late`,
      ),
    )
    expect(bodyOf(packed)).toContain('start job{1} now{/}load job{1} fast{/}stop job{1} late')
    expect(rowsOf(packed).slice(0, 3)).toEqual(['a 0', ' 37', ' 148'])
  })

  it('names long values that stand in many rows', () => {
    const agents = ['Mozilla/5.0', 'curl/7.88.1-very-long-agent/1', 'wget/9.0.1.2.3']
    const packed = pack(
      log(60, (n) => `GET /p${(n * 7919) % 1000} by ${agents[((n * n) % 7) % 3]} ok`),
    )
    expect(bodyOf(packed)).toMatch(/^A=curl/m)
  })

  it('writes lines that only sometimes follow each other as rows of their own', () => {
    const packed = pack(
      log(200, (n) =>
        n % 7 === 3
          ? `open file${(n * n * 37) % 9973}`
          : `open file${(n * n * 37) % 9973}\nread file${(n * n * 37) % 9973} fully`,
      ),
    )
    expect(bodyOf(packed)).toContain('open file{1}{/}read file{1} fully')
    expect(bodyOf(packed)).toMatch(/^[a-z]: open file\{1\}$/m)
  })

  it('pads by the column of its own line, in rows of several lines too', () => {
    const text = log(
      60,
      (n) => `begin job${(n * n * 37) % 9973}\n${`job${(n * n * 37) % 9973}`.padEnd(12)} ended\n`,
    )
    const packed = pack(text)
    expect(bodyOf(packed)).toMatch(/\{\/\}job\{1\}\{>13\}ended/)
    expect(packLog.unpack(packed ?? '')).toBe(text)
  })

  it('never gives two moments to one row', () => {
    const packed = pack(
      log(90, (n) => `${clock(n * 3)} begin ${n * 17}\n${clock(n * 3 + (n % 2))} end`),
    )
    expect(packLog.unpack(packed ?? '')).toContain(`${clock(3)} begin 17\n${clock(4)} end\n`)
  })

  it('finds values inside others', () => {
    const packed = pack(
      log(60, (n) => {
        const name = `lib${['alpha', 'gamma', 'omega'][n % 3]}${(n * 7919) % 997}`
        return `select package ${name}.\nunpack /x/${n + 10}-${name}_1.${n}-2_amd64.deb now`
      }),
    )
    expect(bodyOf(packed)).toMatch(/select package \{(\d+)\}\.\{\/\}unpack \/x\/\{\d+\+1\}-\{\1\}_/)
  })

  it('keeps padding by its column', () => {
    const packed = pack(
      log(40, (n) => `${`test_${'x'.repeat(n % 13)}${n}`.padEnd(30)} PASSED in ${n}`),
    )
    expect(bodyOf(packed)).toContain('{>31}')
  })

  it('in a folded text copies gap lines and lets every row stand alone', () => {
    const gap = printGap({ unit: 'lines', from: 11, to: 40, summary: 'INFO 30 of 60' })
    const line = (n: number): string =>
      `2026-03-01 10:00:${String(n % 60).padStart(2, '0')} INFO job ${n % 3} took ${n * 3}ms`
    const packed = pack(`${log(10, line)}${gap}\n${log(30, line)}`, true)
    const rows = rowsOf(packed)
    expect(rows).toContain(gap)
    expect(rows.filter((row) => row !== gap).every((row) => /^[a-z]+ [^^]*$/.test(row))).toBe(true)
    expect(bodyOf(packed)).not.toContain('+1}')
  })

  it('has nothing to do for short and for irregular text', () => {
    expect(pack('one\ntwo\n')).toBeUndefined()
    expect(pack('')).toBeUndefined()
    expect(pack('alpha\nbeta gamma\ndelta, epsilon!\nzeta: eta\n')).toBeUndefined()
  })
})

function log(count: number, line: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => `${line(n)}\n`).join('')
}

function clock(second: number): string {
  return `10:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`
}

describe('the decoder, on rows written by hand', () => {
  const unpacked = (body: string, text: string): string | undefined =>
    packLog.unpack(printPacked({ form: 'log', check: checksum(text), legend: '', body }))

  it('repeats a row by reading it again: what counts counts on, what moves the clock moves it', () => {
    const body = [
      'a: {t} n={1+1} {2}',
      '---',
      '@2026-03-01 10:00:00',
      'a 7 x',
      '2 ^ y',
      '*2',
      '|as it is',
      '*3',
      'a',
      '',
    ].join('\n')
    const text = [
      '2026-03-01 10:00:00 n=7 x',
      '2026-03-01 10:00:02 n=8 y',
      '2026-03-01 10:00:04 n=9 y',
      '2026-03-01 10:00:06 n=10 y',
      ...Array.from({ length: 4 }, () => 'as it is'),
      '2026-03-01 10:00:06 n=11 y',
      '',
    ].join('\n')
    expect(unpacked(body, text)).toBe(text)
  })

  it.each([
    ['nothing above', 'a: n={1}\n---\n*2\n'],
    ['a clock above', 'a: n={1}\n---\na 1\n@2026-03-01 10:00:00\n*2\n'],
    ['none more', 'a: n={1}\n---\na 1\n*0\n'],
    ['no number', 'a: n={1}\n---\na 1\n*x\n'],
  ])('repeats nothing: %s', (_, body) => {
    for (const text of ['', '\n', 'n=1\n', 'n=1\nn=1\n', 'n=1\nn=1\nn=1\n']) {
      expect(unpacked(body, text)).toBeUndefined()
    }
  })

  it.each([
    ['up by one', '{1+1}', ['9', '10', '11']],
    ['up by more, with leading zeros', '{1+5}', ['0090', '0095', '0100']],
    ['down to nought', '{1-1}', ['2', '1', '0']],
    ['down, with leading zeros', '{1-3}', ['010', '007', '004']],
    ['past the width of its zeros', '{1+1}', ['08', '09', '10']],
    ['from nought alone', '{1+10}', ['0', '10', '20']],
    ['not at all', '{1}', ['5', '5', '5']],
  ])('keeps a column going: %s', (_, slot, values) => {
    const text = values.map((value) => `n=${value} end x\n`).join('')
    expect(unpacked(`a: n=${slot} end {2}\n---\na ${values[0]} x\n\n ^\n`, text)).toBe(text)
  })

  it.each([
    ['a value that is no number', 'a: n={1+1}\n---\na x\n\n', ['n=x', 'n=x', 'n=NaN']],
    ['a number below nought', 'a: n={1-5}\n---\na 3\n\n', ['n=3', 'n=-2', 'n=3']],
    ['a column without a value', 'a: n={1+1}\n---\na\n', ['n=1', 'n=undefined', 'n=NaN']],
  ])('does not go on from %s', (_, body, [first, ...seconds]) => {
    for (const second of seconds) {
      expect(unpacked(body, `${first}\n${second}\n`)).toBeUndefined()
      expect(unpacked(body, `${second}\n`)).toBeUndefined()
    }
  })
})
