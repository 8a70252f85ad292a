import { describe, expect, it } from 'vitest'
import { EngineError } from '../../../src/engine/index.ts'
import { LiveSettings, SETTINGS } from '../../../src/proxy/index.ts'

describe('LiveSettings', () => {
  it('a flag wins over the environment, which wins over the default', () => {
    const environment = { HEADROOM_PORT: '9000', HEADROOM_HOST: '0.0.0.0', HEADROOM_RPM: '' }
    const settings = new LiveSettings({ environment, flags: { port: '9001' } })
    expect(settings.values).toMatchObject({ port: 9001, host: '0.0.0.0', perMinute: 0 })
    const sources = Object.fromEntries(
      settings.describe().map(({ name, source }) => [name, source]),
    )
    expect(sources).toMatchObject({ port: 'flag', host: 'environment', preset: 'default' })
    expect(sources['perMinute']).toBe('default')
  })

  it.each([
    ['HEADROOM_PORT', '70000', 'a whole number from 0 to 65535'],
    ['HEADROOM_PORT', '8e3', 'a whole number'],
    ['HEADROOM_HOLDOUT', '1.5', 'a share from 0 to 1'],
    ['HEADROOM_OPTIMIZE', 'maybe', 'one of 1, true'],
    ['HEADROOM_PRESET', 'hard', 'one of safe, balanced, aggressive'],
    ['OPENAI_TARGET_API_URL', 'ftp://a', 'an address such as'],
    ['OPENAI_TARGET_API_URL', 'http://a?key=1', 'an address such as'],
    ['HEADROOM_UPSTREAMS', 'ollama', 'name=value pairs'],
  ])('refuses %s=%s by name, and says what would be right', (name, text, wanted) => {
    const start = () => new LiveSettings({ environment: { [name]: text } })
    expect(start).toThrow(EngineError)
    expect(start).toThrow(`${name} is ${JSON.stringify(text)}; it must be`)
    expect(start).toThrow(wanted)
  })

  it('refuses a flag that does not exist', () => {
    expect(() => new LiveSettings({ flags: { prot: '1' } })).toThrow('there is no flag --prot')
  })

  it('reads shares, lists and pairs', () => {
    const environment = {
      HEADROOM_HOLDOUT: '0.1',
      HEADROOM_OBSERVE: '.5',
      HEADROOM_CORS_ORIGINS: 'http://a.test, http://b.test',
      HEADROOM_UPSTREAMS: 'a=http://a.test/v1',
    }
    const { values } = new LiveSettings({ environment })
    expect(values).toMatchObject({ holdout: 0.1, observe: 0.5 })
    expect(values.origins).toEqual(['http://a.test', 'http://b.test'])
    expect(values.upstreams.get('a')).toBe('http://a.test/v1')
  })

  it('takes live settings while running, all or none; the last one wins', () => {
    const settings = new LiveSettings({ flags: { preset: 'safe' } })
    expect(settings.set({ HEADROOM_PRESET: 'aggressive', HEADROOM_HOLDOUT: 0.2 })).toHaveLength(2)
    expect(settings.values).toMatchObject({ preset: 'aggressive', holdout: 0.2 })
    expect(settings.version).toBe(1)
    expect(() => settings.set({ HEADROOM_PRESET: 'safe', HEADROOM_PORT: '1' })).toThrow(
      "HEADROOM_PORT can't be set while running",
    )
    expect(settings.values.preset).toBe('aggressive')
    settings.set({ HEADROOM_PRESET: 'safe' })
    expect(settings.values.preset).toBe('safe')
  })

  it('never shows the token', () => {
    const settings = new LiveSettings({ environment: { HEADROOM_PROXY_TOKEN: 'very-secret' } })
    expect(JSON.stringify(settings.describe())).not.toContain('very-secret')
  })

  it('every setting has names of its own, and takes its default back as text', () => {
    const all = Object.values(SETTINGS)
    const flags = all.flatMap(({ flag }) => flag ?? [])
    expect(new Set(flags).size).toBe(flags.length)
    expect(new Set(all.map(({ variable }) => variable)).size).toBe(all.length)
    for (const { standard, kind } of all) {
      if (['number', 'boolean', 'string'].includes(typeof standard)) {
        expect(kind.read(String(standard))).toEqual(standard)
      }
    }
  })
})
