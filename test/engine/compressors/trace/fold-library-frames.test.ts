import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldLibraryFrames } from '../../../../src/engine/compressors/trace/fold-library-frames.ts'
import type { Fold } from '../../../../src/engine/contracts/compressor.ts'
import { BROWSER, DOT_NET, GO, JAVA, NODE, PYTHON, RUST, TRACES } from './traces.ts'

const fold = (text: string, targetTokens = 300, query = ''): Fold | undefined =>
  foldLibraryFrames.fold(
    { text, content: { kind: 'trace', confidence: 99 }, folded: false },
    {
      query,
      targetTokens,
      countTokens: (counted) => Math.ceil(counted.length / 4),
      signal: undefined,
    },
  )

/** What is left in sight, with the summaries where something was left out. */
function shown(text: string, targetTokens?: number, query?: string): string {
  let at = 0
  let left = ''
  for (const { start, end, summary } of fold(text, targetTokens, query)?.omissions ?? []) {
    left += `${text.slice(at, start)}[${summary}]\n`
    at = end
  }
  return left + text.slice(at)
}

describe('laws', () => {
  it('omissions are whole lines, in order, not touching, and say where they are', () => {
    const anyTrace = fc
      .array(fc.constantFrom(...TRACES.values(), 'x\r\n', '\n', '  File "'), { maxLength: 6 })
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(anyTrace, fc.nat({ max: 300 }), (text, targetTokens) => {
        const folded = fold(text, targetTokens)
        if (folded === undefined) return
        const starts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)]
        let last = -1
        for (const { start, end, from, to, summary } of folded.omissions) {
          expect(start).toBeGreaterThan(last)
          expect(start).toBe(starts[from - 1])
          expect(end).toBe(starts[to] ?? text.length)
          expect(summary).not.toMatch(/[\n\r\u2028\u2029]/)
          last = end
        }
        expect(folded.total).toBe(text.endsWith('\n') ? starts.length - 1 : starts.length)
      }),
      { numRuns: 100 },
    )
  })
})

describe('what stays', () => {
  it('Java: messages, causes, own frames and where each was thrown', () => {
    const kept = shown(JAVA)
    for (const line of JAVA.split('\n').filter((one) =>
      /^(?:Exception|Caused|\s\.\.\.)/.test(one),
    )) {
      expect(kept).toContain(`${line}\n`)
    }
    for (const own of [
      'mid(Cart.java:4)',
      'find(Cart.java:6)',
      'total(Cart.java:7)',
      'main(Cart.java:13)',
    ]) {
      expect(kept).toContain(own)
    }
    expect(kept).toContain('java.util.Objects.requireNonNull(Objects.java:235)')
  })

  it('Python: own frames with their code, how the chain is joined, the last call', () => {
    const kept = shown(PYTHON, 200)
    expect(kept).toContain(
      '  File "/srv/app/net.py", line 9, in load\n    items = requests.get(url, timeout=1)\n',
    )
    expect(kept).toContain('The above exception was the direct cause')
    expect(kept).toContain(
      'adapters.py", line 729, in send\n    raise ConnectionError(e, request=request)\n',
    )
  })

  it('Node, Go, Rust, .NET, browser: own frames and messages', () => {
    expect(shown(NODE)).toContain('at show (/srv/app/routes/user.js:12:17)')
    expect(shown(NODE)).toContain("code: 'ERR_USER'")
    expect(shown(GO)).toContain(
      'main.handle({0x6cbe30, 0xc000012345})\n\t/srv/app/main.go:34 +0x11c\n',
    )
    expect(shown(RUST)).toContain('3: crash::parse\n             at ./src/main.rs:10:48\n')
    expect(shown(DOT_NET)).toContain('at Shop.Cart.Load(String s) in /srv/app/Cart.cs:line 9\n')
    expect(shown(BROWSER)).toContain('updateCart@https://shop.test')
  })

  it('a library frame that the query names', () => {
    expect(shown(JAVA, 200, 'who calls DoublePipeline.sum?')).toContain('DoublePipeline.sum(')
    expect(shown(JAVA, 200)).not.toContain('DoublePipeline.sum(')
  })
})

describe('what goes', () => {
  it('library frames, counted by package', () => {
    expect(shown(JAVA)).toContain('[5 library frames: 5 java.util.stream]')
    expect(shown(JAVA)).toContain('[3 library frames: 2 java.util.concurrent, 1 java.lang]')
    expect(shown(NODE)).toMatch(
      /\[9 library frames: 6 router, 1 node:_http_common, 1 node:_http_server, 1 node:events\]/,
    )
    expect(shown(RUST)).toMatch(/library frames: 2 core/)
  })

  it('recursion beyond the second time', () => {
    const kept = shown(JAVA)
    expect(kept.match(/Cart\.deep\(/g)).toHaveLength(2)
    expect(kept).toContain('[36 own frames]')
  })

  it('stacks that were shown before: five hundred alike and one that differs in a frame', () => {
    const one = NODE.slice(NODE.indexOf('TypeError'))
    const text = one.repeat(250) + one.replace('user.js:12:17', 'user.js:99:1') + one.repeat(250)
    const kept = shown(text, 600)
    expect(kept).toContain('at show (/srv/app/routes/user.js:99:1)')
    expect(kept).toMatch(/same stack as from line 2\b/)
    expect(kept.length).toBeLessThan(text.length / 20)
  })

  it('nothing where a stack is short', () => {
    expect(fold('Error: x\n    at f (/srv/a.js:1:2)\n')).toBeUndefined()
  })
})
