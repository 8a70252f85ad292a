import { describe, expect, it } from 'vitest'
import { LiveSettings } from '../../../src/proxy/index.ts'
import { targetOf } from '../../../src/proxy/upstream/target.ts'

function target(environment: Record<string, string>, destination: object = {}): string {
  const { values } = new LiveSettings({ environment })
  const asked = { provider: 'openai', model: undefined, path: '/v1/x?a=1', ...destination } as const
  return targetOf(asked, values).href
}

describe('targetOf', () => {
  it('goes to the address that is set, its version written once', () => {
    expect(target({})).toBe('https://api.openai.com/v1/x?a=1')
    expect(target({ OPENAI_TARGET_API_URL: 'http://127.0.0.1:1/' })).toBe(
      'http://127.0.0.1:1/v1/x?a=1',
    )
    expect(target({ OPENAI_TARGET_API_URL: 'http://a.test/v1' })).toBe('http://a.test/v1/x?a=1')
    expect(target({ OPENAI_TARGET_API_URL: 'http://a.test/api/v2' })).toBe(
      'http://a.test/api/v2/v1/x?a=1',
    )
  })

  it('goes where a model is served; the longest beginning wins', () => {
    const environment = {
      HEADROOM_UPSTREAMS: 'ollama=http://127.0.0.1:11434, big=http://big.test/v1',
      HEADROOM_MODEL_ROUTES: 'qwen=ollama, qwen3-max=big',
    }
    expect(target(environment, { model: 'qwen2' })).toBe('http://127.0.0.1:11434/v1/x?a=1')
    expect(target(environment, { model: 'qwen3-max-1' })).toBe('http://big.test/v1/x?a=1')
    expect(target(environment, { model: 'gpt-4o' })).toBe('https://api.openai.com/v1/x?a=1')
  })

  it('no path names another host', () => {
    for (const path of ['//evil.test/x', '/@evil.test/', '/..//evil.test', '/\\evil.test']) {
      expect(new URL(target({}, { path })).host).toBe('api.openai.com')
    }
  })

  it('says what to set where there is no address', () => {
    expect(() => target({}, { provider: 'azure' })).toThrow('set AZURE_TARGET_API_URL')
  })
})
