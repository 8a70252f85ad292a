import { type CompressOptions, isRecallTool, type Preset } from '../../engine/index.ts'
import { itemsAt, textAt } from '../answers/json-values.ts'
import { invalid } from '../request-error.ts'

/** What a caller's `config`, and what stands beside it, comes to here. */
export interface CompressConfig {
  readonly options: Pick<CompressOptions, 'compressUser' | 'preset' | 'recall'>
  /** Messages at the start that the caller wants back as they came. */
  readonly frozen: number
  /** What is not done as it was asked for, each by its name, for people. */
  readonly warnings: readonly string[]
}

type Fields = Readonly<Record<string, unknown>>

/** Reads one key; gives what it comes to, or throws for a value that can be none. */
type Reading = (value: unknown, name: string) => Partial<CompressConfig>

/**
 * Headroom's keys (`POST /v1/compress`, its `config`), each as far as it can be had without breaking a
 * promise: what a message becomes never depends on what follows it, and nothing is left out without a
 * marker.
 */
const KEYS: Readonly<Record<string, Reading>> = {
  compress_user_messages: (value, name) => ({
    options: { compressUser: expectBoolean(value, name) },
  }),
  target_ratio: (value, name) => {
    const preset = presetFor(expectRatio(value, name))
    const reason = `taken as preset "${preset}": a block is folded as far as its kind allows, not to a share`
    return { options: { preset }, warnings: [`${name}: ${reason}`] }
  },
  protect_recent: (value, name) =>
    unless(
      expectCount(value, name) === 0,
      `${name}: not done; what a message becomes never depends on how many follow it, or the provider's cache would be lost`,
    ),
  protect_analysis_context: (value, name) =>
    unless(
      !expectBoolean(value, name),
      `${name}: not done; what is asked never changes what stands above it. Files stay exact unless the model can recall them`,
    ),
  mode: (value, name) => modeOf(value, name),
  frozen_message_count: (value, name) => ({ frozen: expectCount(value, name) }),
  // The same messages come out the same without any state: nothing has to be kept for a session.
  session_id: (value, name) => (typeof value === 'string' ? {} : fail(name, 'a text')),
}

/** Fields beside `messages` that mean something here or are known to mean nothing. */
const FIELDS: readonly string[] = [
  'messages',
  'model',
  'token_budget',
  'config',
  'recall',
  'preset',
  'query',
  'tools',
]

/** Throws 400 for a value that a known key can't have; keys that are not known are only told of. */
export function compressConfig(config: Fields, fields: Fields): CompressConfig {
  const readings = Object.entries(config)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([key, value]) => KEYS[key]?.(value, `config.${key}`) ?? stranger(`config.${key}`))
  const strangers = Object.keys(fields).filter((field) => !FIELDS.includes(field))
  const all = [...readings, ...strangers.map(stranger), ...toolsIn(fields)]
  return {
    options: Object.assign({}, ...all.map(({ options = {} }) => options)),
    frozen: Math.max(0, ...all.map(({ frozen = 0 }) => frozen)),
    warnings: all.flatMap(({ warnings = [] }) => warnings),
  }
}

/** Tools are read for one thing: whether the model can recall. */
function toolsIn({ tools }: Fields): readonly Partial<CompressConfig>[] {
  const names = itemsAt(tools).map(
    (tool) => textAt(tool, 'name') ?? textAt(tool, 'function', 'name') ?? '',
  )
  return names.some(isRecallTool) ? [{ options: { recall: true } }] : []
}

/** Below it as much is wanted gone as can go; at 1 nothing is to be left out. */
const AGGRESSIVE_BELOW = 0.3

function presetFor(ratio: number): Preset {
  if (ratio >= 1) return 'safe'
  return ratio < AGGRESSIVE_BELOW ? 'aggressive' : 'balanced'
}

/** `ccr` is the caller's word that markers can be redeemed; without one nothing is left out. */
function modeOf(value: unknown, name: string): Partial<CompressConfig> {
  if (value === 'ccr') return { options: { recall: true } }
  if (value !== 'lossy_inline' && value !== 'lossless_then_lossy') {
    return fail(name, 'one of ccr, lossy_inline, lossless_then_lossy')
  }
  return {
    options: { recall: false },
    warnings: [`${name}: nothing is left out without a marker; packed, which loses nothing`],
  }
}

function stranger(name: string): Partial<CompressConfig> {
  return { warnings: [`${name}: not known here, so it changed nothing`] }
}

function unless(isDone: boolean, warning: string): Partial<CompressConfig> {
  return isDone ? {} : { warnings: [warning] }
}

function expectBoolean(value: unknown, name: string): boolean {
  return typeof value === 'boolean' ? value : fail(name, 'true or false')
}

function expectCount(value: unknown, name: string): number {
  return Number.isSafeInteger(value) && Number(value) >= 0
    ? Number(value)
    : fail(name, 'a whole number from 0')
}

function expectRatio(value: unknown, name: string): number {
  return typeof value === 'number' && value > 0 && value <= 1
    ? value
    : fail(name, 'a number above 0 and up to 1')
}

function fail(name: string, wanted: string): never {
  throw invalid(`${name} must be ${wanted}`)
}
