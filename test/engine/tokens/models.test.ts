import { describe, expect, it } from 'vitest'
import { applyFactor, countingFor } from '../../../src/engine/tokens/models.ts'

describe('counting for a model', () => {
  it.each([
    'gpt-4o',
    'gpt-4o-mini-2024-07-18',
    'GPT-4o',
    'openai/gpt-4o',
    'openrouter/openai/gpt-4o:free',
    'chatgpt-4o-latest',
    'gpt-4.1',
    'gpt-4.1-nano-2025-04-14',
    'gpt-4.5-preview',
    'gpt-5',
    'gpt-5-mini',
    'gpt-5.1-codex',
    'o1',
    'o1-preview',
    'o3-mini',
    'o4-mini',
    'gpt-oss-120b',
    'openai/gpt-oss-20b',
    'ft:gpt-4o-mini-2024-07-18:acme::abc123',
  ])('%s is o200k_base, exactly', (model) => {
    expect(countingFor(model)).toMatchObject({
      encoding: 'o200k_base',
      factorPerMille: 1000,
      basis: 'exact',
    })
  })

  it.each([
    'gpt-4',
    'gpt-4-0613',
    'gpt-4-32k',
    'gpt-4-turbo-2024-04-09',
    'gpt-3.5-turbo',
    'gpt-35-turbo-16k',
    'azure/gpt-35-turbo',
    'text-embedding-3-large',
    'text-embedding-ada-002',
    'ft:gpt-3.5-turbo:acme::abc123',
  ])('%s is cl100k_base, exactly', (model) => {
    expect(countingFor(model)).toMatchObject({
      encoding: 'cl100k_base',
      factorPerMille: 1000,
      basis: 'exact',
    })
  })

  it.each([
    'claude-3-5-sonnet-20241022',
    'anthropic/claude-opus-4.1',
    'us.anthropic.claude-sonnet-4-20250514-v1:0',
    'claude-3-7-sonnet@20250219',
  ])('%s is estimated from two published counts', (model) => {
    expect(countingFor(model)).toMatchObject({ factorPerMille: 1100, basis: 'estimated' })
  })

  it.each([
    ['gemini-2.5-pro', 1261],
    ['models/gemini-1.5-flash', 1261],
    ['google/gemma-3-27b-it', 1261],
    ['meta-llama/Llama-3.3-70B-Instruct', 997],
    ['meta.llama3-1-8b-instruct-v1:0', 997],
    ['accounts/fireworks/models/llama-v3p1-405b-instruct', 997],
    ['open-mixtral-8x22b', 1366],
    ['mistral-large-2407', 1366],
    ['mistral-large-latest', 1202],
    ['mistralai/devstral-small-2507', 1202],
    ['deepseek-chat', 1034],
    ['deepseek/deepseek-r1', 1034],
    ['qwen/qwen3-coder', 1157],
  ])('%s is estimated by a measured factor', (model, factorPerMille) => {
    expect(countingFor(model)).toMatchObject({
      encoding: 'o200k_base',
      factorPerMille,
      basis: 'estimated',
    })
  })

  it.each([
    'llama-4-maverick',
    'llama-2-70b',
    'gpt-6',
    'gpt-4x',
    'gpt-4.2',
    'o5',
    'o200',
    'my-gpt-4',
    'grok-4',
    '',
  ])('%j is unmeasured', (model) => {
    expect(countingFor(model)).toMatchObject({ factorPerMille: 1000, basis: 'uncalibrated' })
  })

  it('multiplies in integers and rounds to the nearest', () => {
    expect(
      [0, 1, 4, 5, 10, 16_113].map((tokens) => applyFactor(tokens, countingFor('claude-opus-4'))),
    ).toEqual([0, 1, 4, 6, 11, 17_724])
  })
})
