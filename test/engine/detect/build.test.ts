import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { detect } from '../../../src/engine/detect/detect.ts'
import { CARGO, OUTPUTS, PYTEST } from '../compressors/build/outputs.ts'
import { serviceLogs } from '../laws/text-pool.ts'

const coloured = (text: string): string =>
  text.replace(/PASSED|FAILED|\bok\b|error|warning/g, (word) => `\u001b[1;32m${word}\u001b[0m`)

describe('the output of tools', () => {
  it.each([...OUTPUTS])('%s', (_, text) => {
    expect(detect(text).kind).toBe('build')
  })

  it.each([...OUTPUTS])('%s with colours and CRLF', (_, text) => {
    expect(detect(coloured(text)).kind).toBe('build')
    expect(detect(text.replaceAll('\n', '\r\n')).kind).toBe('build')
  })

  it.each([...OUTPUTS])('%s, its first half lost', (_, text) => {
    expect(detect(text.slice(text.indexOf('\n', text.length >> 1) + 1)).kind).toBe('build')
  })

  it('only its end is left', () => {
    expect(detect(PYTEST.slice(PYTEST.indexOf('=== FAILURES'))).kind).toBe('build')
    expect(detect(CARGO.slice(CARGO.indexOf('failures:'))).kind).toBe('build')
  })

  it('ten megabytes of passes', () => {
    const passes = 'test_more.py::test_square[1] PASSED        [ 50%]\n'.repeat(200_000)
    expect(detect(passes).kind).toBe('build')
  })
})

describe('look-alikes', () => {
  it.each([
    [
      'prose about tests',
      'We ran all of the tests this morning, as we do before each release of the shop.\nTwo of them failed and 79 passed in 2s, which is slower than it was last week.\n\nThe error was mine: I had left a line in the cart that belongs to the order.\n\n'.repeat(
        5,
      ),
    ],
    [
      'a read-me that quotes pytest',
      `# Shop\n\nRun it:\n\n\`\`\`\n${PYTEST.slice(0, 600)}\n\`\`\`\n\n## More\n\n${'It is a shop that sells things.\n'.repeat(60)}`,
    ],
    [
      'source code',
      'import { it } from "vitest"\nexport const a = () => "error: not found"\n// FAIL src/a.ts\n'.repeat(
        20,
      ),
    ],
    [
      'search results',
      'src/a.ts:12:  console.error("FAIL")\nsrc/b.ts:9:5:error: x\nsrc/c.ts:4:PASS\n'.repeat(10),
    ],
    [
      'a diff of a snapshot',
      `diff --git a/x b/x\n@@ -1,3 +1,3 @@\n${'+ PASS src/a.test.ts\n- FAIL src/a.test.ts\n'.repeat(20)}`,
    ],
    ['a stamped log of a pipeline', PYTEST.replace(/^/gm, '2026-11-22T10:00:00.000Z ')],
    ['JSON', JSON.stringify({ output: PYTEST })],
    ['a list', '- ok\n- not ok\n- passed\n* failed\n'.repeat(20)],
    ['nothing', ''],
  ])('%s', (_, text) => expect(detect(text).kind).not.toBe('build'))

  it.each([...serviceLogs])('log of %s', (_, text) => {
    expect(detect(text).kind).not.toBe('build')
  })

  it('any text at all is answered', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        const { confidence } = detect(text)
        expect(Number.isInteger(confidence)).toBe(true)
        expect(confidence).toBeGreaterThanOrEqual(0)
        expect(confidence).toBeLessThanOrEqual(100)
      }),
    )
  })
})
