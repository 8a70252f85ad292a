import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { costOf, PRICES, priceOf } from '../../playground/money/prices.ts'

const SELLERS = ['platform.claude.com', 'developers.openai.com', 'ai.google.dev']

describe('prices', () => {
  it('are one file of data, each with its seller’s own page and a day', () => {
    const folder = new URL('../../playground/', import.meta.url)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    const withPrices = files.filter(
      (name) =>
        /\.(tsx?|json)$/.test(name) &&
        !name.includes('files/') &&
        /"?cacheWrite"?: [\d.]/.test(readFileSync(new URL(name, folder), 'utf8')),
    )
    expect(withPrices).toEqual(['money/prices.json'])
    expect(PRICES.length).toBeGreaterThan(5)
    for (const { model, label, source, asOf } of PRICES) {
      expect([model, label].includes('')).toBe(false)
      expect(SELLERS).toContain(new URL(source).hostname)
      expect(new URL(source).protocol).toBe('https:')
      expect(asOf).toMatch(/^20\d\d-\d\d-\d\d$/)
      expect(new Date(asOf).toISOString().slice(0, 10)).toBe(asOf)
    }
    expect(new Set(PRICES.map(({ model }) => model)).size).toBe(PRICES.length)
  })

  it('are such that reading a cache is cheaper than reading anew, and writing it is not', () => {
    for (const { input, cacheRead, cacheWrite } of PRICES) {
      expect(cacheRead).toBeGreaterThan(0)
      expect(cacheRead).toBeLessThan(input)
      expect(cacheWrite).toBeGreaterThanOrEqual(input)
    }
  })

  it('stand for dated editions of a model, and for no other', () => {
    expect(priceOf('Claude-Opus-4-6-20260201')?.model).toBe('claude-opus-4-6')
    expect(priceOf('gpt-4o-mini-2024-07-18')?.model).toBe('gpt-4o-mini')
    expect(priceOf('claude-opus-5-5')?.model).toBe('claude-opus-5-5')
    expect(priceOf('claude-opus-5-20260724')?.model).toBe('claude-opus-5')
    expect(priceOf('claude-opus-4-60')).toBeUndefined()
    expect(priceOf('')).toBeUndefined()
  })

  it('come to the sum of one write and the reads after it, or of reading anew', () => {
    const price = { ...PRICES[0], input: 4, cacheWrite: 5, cacheRead: 0.5 } as (typeof PRICES)[0]
    expect(costOf(1_000_000, price, { turns: 3, cache: 'cached' })).toEqual({ first: 5, later: 1 })
    expect(costOf(1_000_000, price, { turns: 3, cache: 'uncached' })).toEqual({
      first: 4,
      later: 8,
    })
    expect(costOf(1_000_000, price, { turns: 1, cache: 'cached' })).toEqual({ first: 5, later: 0 })
  })
})
