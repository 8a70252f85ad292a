import { EngineError } from '../../engine/index.ts'
import { badSetting } from './kinds.ts'
import type { Setting } from './setting.ts'
import { SETTINGS, type SettingName, type Settings } from './table.ts'

/** Where a value came from; later ones win, and of two settings at run time the last. */
export type SettingSource = 'default' | 'environment' | 'flag' | 'runtime'

/** Texts by the name under which a source knows them. */
export interface SettingTexts {
  /** By variable. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  /** By flag, without dashes. */
  readonly flags?: Readonly<Record<string, string | undefined>>
}

/** One effective value, for people. */
export interface EffectiveSetting {
  readonly name: SettingName
  readonly variable: string
  readonly flag: string | undefined
  readonly value: unknown
  readonly source: SettingSource
  readonly live: boolean
}

const NAMES = Object.keys(SETTINGS) as readonly SettingName[]

/** The settings of one running proxy. */
export class LiveSettings {
  #values: Settings
  readonly #sources = new Map<SettingName, SettingSource>()
  /** Counts changes, so that what was worked out under other settings is known to be old. */
  #version = 0

  /** Throws `EngineError('bad-options')` that names the flag or variable and what it must be. */
  constructor({ environment = {}, flags = {} }: SettingTexts = {}) {
    refuseUnknown(Object.keys(flags))
    const values = NAMES.map((name) => {
      const found = firstRead(name, flags, environment)
      this.#sources.set(name, found.source)
      return [name, found.value] as const
    })
    // Every name is there, each read by its own kind.
    this.#values = Object.fromEntries(values) as unknown as Settings
  }

  get values(): Settings {
    return this.#values
  }

  get version(): number {
    return this.#version
  }

  /**
   * Sets by variable, all or none. Throws `EngineError('bad-options')` for a name or value that is not
   * known, and for settings that need a restart.
   */
  set(texts: Readonly<Record<string, unknown>>): readonly SettingName[] {
    const changes = Object.entries(texts).map(([variable, text]) => liveChange(variable, text))
    this.#values = { ...this.#values, ...Object.fromEntries(changes) }
    for (const [name] of changes) this.#sources.set(name, 'runtime')
    if (changes.length > 0) this.#version++
    return changes.map(([name]) => name)
  }

  /** Every value and where it came from; secrets as `"(set)"`. */
  describe(): readonly EffectiveSetting[] {
    return NAMES.map((name) => {
      const { variable, flag, secret, live = false } = SETTINGS[name] as Setting<unknown>
      const value = this.#values[name]
      const shown = secret === true && value !== undefined ? '(set)' : plain(value)
      return {
        name,
        variable,
        flag,
        value: shown,
        source: this.#sources.get(name) ?? 'default',
        live,
      }
    })
  }
}

function firstRead(
  name: SettingName,
  flags: Readonly<Record<string, string | undefined>>,
  environment: Readonly<Record<string, string | undefined>>,
): { readonly value: unknown; readonly source: SettingSource } {
  const { flag, variable, standard } = SETTINGS[name] as Setting<unknown>
  const said = flag === undefined ? undefined : flags[flag]
  if (said !== undefined) return { value: readText(name, said, `--${flag}`), source: 'flag' }
  const given = environment[variable]
  // An empty variable is how shells and compose files say "not set".
  if (given === undefined || given === '') return { value: standard, source: 'default' }
  return { value: readText(name, given, variable), source: 'environment' }
}

function readText(name: SettingName, text: string, called: string): unknown {
  const { kind, secret } = SETTINGS[name] as Setting<unknown>
  const value = kind.read(text)
  if (value === undefined) throw badSetting(called, secret === true ? undefined : text, kind.wanted)
  return value
}

function liveChange(variable: string, text: unknown): readonly [SettingName, unknown] {
  const name = NAMES.find((candidate) => SETTINGS[candidate].variable === variable)
  const setting = name === undefined ? undefined : (SETTINGS[name] as Setting<unknown>)
  if (name === undefined || setting?.live !== true) {
    const live = NAMES.filter((one) => (SETTINGS[one] as Setting<unknown>).live === true)
    const known = live.map((one) => SETTINGS[one].variable).join(', ')
    throw new EngineError('bad-options', `${variable} can't be set while running; ${known} can`)
  }
  return [name, readText(name, String(text), variable)]
}

function refuseUnknown(flags: readonly string[]): void {
  const known = NAMES.flatMap((name) => (SETTINGS[name] as Setting<unknown>).flag ?? [])
  const stranger = flags.find((flag) => !known.includes(flag))
  if (stranger === undefined) return
  throw new EngineError(
    'bad-options',
    `there is no flag --${stranger}; there are ${known.join(', ')}`,
  )
}

function plain(value: unknown): unknown {
  return value instanceof Map ? Object.fromEntries(value) : value
}
