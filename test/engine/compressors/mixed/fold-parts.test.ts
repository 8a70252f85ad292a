import { describe, expect, it } from 'vitest'
import { foldParts } from '../../../../src/engine/compressors/mixed/fold-parts.ts'
import type { Omission } from '../../../../src/engine/contracts/compressor.ts'
import { context } from './whole-pipeline.ts'

const fold = (text: string, targetTokens: number): readonly Omission[] =>
  foldParts.fold(
    { text, content: { kind: 'unknown', confidence: 0 }, folded: false },
    { ...context, targetTokens },
  )?.omissions ?? []

const log = Array.from({ length: 300 }, (_, n) => {
  const level = n === 170 ? 'ERROR disk is full' : `INFO request ${n * 37} took ${(n * 13) % 97} ms`
  return `2026-03-01 10:${String(Math.floor(n / 60)).padStart(2, '0')}:${String(n % 60).padStart(2, '0')} ${level}`
}).join('\n')
const prose = Array.from(
  { length: 60 },
  (_, n) => `The ${n} ways of going about it are told here, one after another.\n\n`,
).join('')
const text = `${prose}$ tail app.log\n${log}\n\nThat was all.\n`

describe('fold', () => {
  it('leaves out lines of the log alone, told in the lines of the whole', () => {
    const lines = text.split('\n')
    const omissions = fold(text, 3000)
    expect(omissions.length).toBeGreaterThan(0)
    for (const { unit, from, to, start, end } of omissions) {
      expect(unit).toBe('lines')
      expect(text.slice(start, end)).toBe(`${lines.slice(from - 1, to).join('\n')}\n`)
      expect(lines[from - 1]).toMatch(/^2026/)
      expect(lines[to - 1]).toMatch(/^2026/)
    }
    const hidden = omissions.map(({ start, end }) => text.slice(start, end)).join('')
    expect(hidden).not.toContain('ERROR')
  })

  it('a stretch that ends in a gap takes its break along', () => {
    for (const { start, end } of fold(`${prose}\n${log}\n\nend\n`, 400)) {
      expect(start === 0 || text.length > 0).toBe(true)
      expect(`${prose}\n${log}\n\nend\n`[end - 1]).toBe('\n')
    }
  })

  it('leaves what is of no proved kind, and what is short', () => {
    expect(fold(prose, 10)).toEqual([])
    expect(fold(`Words.\n\n${log.slice(0, 1200)}\n\nMore.\n`, 10)).toEqual([])
  })
})
