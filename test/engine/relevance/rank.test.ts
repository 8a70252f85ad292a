import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Passages } from '../../../src/engine/relevance/passages.ts'
import { createRanker } from '../../../src/engine/relevance/rank.ts'

function passagesOf(lines: readonly string[], escaped = false): Passages {
  const starts: number[] = []
  const ends: number[] = []
  let at = 0
  for (const line of lines) {
    starts.push(at)
    ends.push(at + line.length)
    at += line.length + 1
  }
  return { text: lines.join('\n'), starts, ends, escaped }
}

function bestOf(query: string, lines: readonly string[]): number {
  const { scores } = createRanker(query).rank(passagesOf(lines))
  return scores.indexOf(Math.max(...scores))
}

const issues = Array.from(
  { length: 40 },
  (_, at) => `{"id": ${9000 + at}, "title": "Test issue ${at}"}`,
)

describe('ranking passages by a query', () => {
  it.each([
    ['What is id for issue Test issue 4?', 4],
    ['1. What is the title of id 9017?', 17],
    ['look at "Test issue 31" please', 31],
    ['7. Where is the issue 12?', 12],
  ])('finds the passage that "%s" asks for', (query, at) => {
    const { scores, exact } = createRanker(query).rank(passagesOf(issues))
    expect(scores.indexOf(Math.max(...scores))).toBe(at)
    expect([...exact].flatMap((flag, index) => (flag === 1 ? [index] : []))).toEqual([at])
  })

  it('tells what is spelled out from a rare word', () => {
    const lines = Array.from({ length: 20 }, (_, at) => `plain line, part ${at} of it`)
    lines[3] = 'the only zebra'
    lines[9] = 'seen at /var/log/x.log'
    const { exact, spelled } = createRanker('a zebra, or /var/log/x.log?').rank(passagesOf(lines))
    expect([exact[3], exact[9], exact[1]]).toEqual([1, 1, 0])
    expect([spelled[3], spelled[9], spelled[1]]).toEqual([0, 1, 0])
  })

  it('knows inflected and shortened forms', () => {
    const lines = ['def walk(tree)', 'src/auth/jwt.py', 'the servers failed', 'one more line']
    expect(bestOf('how is authentication done?', lines)).toBe(1)
    expect(bestOf('a failing server', lines)).toBe(2)
  })

  it('weighs a rare word above many common ones', () => {
    const lines = [
      ...Array.from({ length: 30 }, () => 'request done in time, status fine'),
      'pool drained',
    ]
    expect(bestOf('was the request done, was the status fine, or was the pool empty?', lines)).toBe(
      30,
    )
  })

  it('matches versions, paths and numbers whole', () => {
    const lines = ['1.0.1', '11.0', '1.0', '1.05', 'v1.0', 'src/a.tsx', 'src/a.ts']
    const one = createRanker('which is 1.0 and src/a.ts ?').rank(passagesOf(lines))
    expect([...one.exact]).toEqual([0, 0, 1, 0, 0, 0, 1])
  })

  it('finds a quoted phrase as JSON spells it', () => {
    const lines = [
      '"say \\"no\\" to it"',
      '"say yes to it"',
      '"else"',
      '"more"',
      '"much"',
      '"most"',
    ]
    const { exact } = createRanker('where is `say "no" to` ?').rank(passagesOf(lines, true))
    expect([...exact]).toEqual([1, 0, 0, 0, 0, 0])
  })

  it('ranks scripts without spaces', () => {
    expect(
      bestOf('数据库连接失败', ['服务启动', '数据库超时', '连接关闭', '数据库连接失败了']),
    ).toBe(3)
  })

  it('says nothing for a query of stop words and numbering', () => {
    const ranker = createRanker('1. What is it?\n2. Where would they be?')
    expect(ranker.isEmpty).toBe(true)
    expect([...ranker.rank(passagesOf(['1. it is', '2'])).scores]).toEqual([0, 0])
  })

  it('looks at both ends of a query that is too long to be taken whole', () => {
    const query = `zebra ${Array.from({ length: 900 }, (_, at) => `word${at}x`).join(' ')} mule`
    const { scores } = createRanker(query).rank(
      passagesOf(['a horse', 'one zebra', 'a mule', 'a cow']),
    )
    expect([...scores].map((score) => score > 0)).toEqual([false, true, true, false])
  })

  it('law: a passage without a word of the query scores 0, and scores are integers', () => {
    const word = fc.stringMatching(/^[b-d]{3,5}$/)
    const other = fc.stringMatching(/^[x-z]{3,5}$/)
    const line = fc.array(fc.oneof(word, other), { maxLength: 6 })
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), fc.array(line), (query, lines) => {
        const { terms, rank } = createRanker(query.join(' '))
        const forms = new Set(terms.words.flatMap(({ forms: spelled }) => spelled))
        const { scores } = rank(passagesOf(lines.map((words) => words.join(' '))))
        for (const [at, words] of lines.entries()) {
          expect(Number.isInteger(scores[at])).toBe(true)
          if (!words.some((one) => forms.has(one))) expect(scores[at]).toBe(0)
        }
      }),
    )
  })

  it('law: what stands between passages does not count', () => {
    const { text, starts, ends } = passagesOf(['alpha', 'needle', 'omega'])
    const some = {
      text,
      starts: [starts[0] ?? 0, starts[2] ?? 0],
      ends: [ends[0] ?? 0, ends[2] ?? 0],
    }
    const { scores } = createRanker('"needle"').rank({ ...some, escaped: false })
    expect([...scores]).toEqual([0, 0])
  })
})
