import { EngineError } from '../../engine/index.ts'

/**
 * Reads one setting's value from the text of a flag or a variable. `undefined` when the text is no
 * such value; `wanted` then says what would be.
 */
export interface Kind<Value> {
  readonly wanted: string
  read(text: string): Value | undefined
}

const TRUE: readonly string[] = ['1', 'true', 'yes', 'on']
const FALSE: readonly string[] = ['0', 'false', 'no', 'off', '']

export const flag: Kind<boolean> = {
  wanted: 'one of 1, true, yes, on, 0, false, no, off',
  read: (text) => {
    const word = text.trim().toLowerCase()
    if (TRUE.includes(word)) return true
    return FALSE.includes(word) ? false : undefined
  },
}

/** A whole number within bounds, both included. */
export function whole(least: number, most: number): Kind<number> {
  return {
    wanted: `a whole number from ${least} to ${most}`,
    read: (text) => {
      const value = /^\d{1,16}$/.test(text.trim()) ? Number(text) : Number.NaN
      return value >= least && value <= most ? value : undefined
    },
  }
}

/** A share from 0 to 1. */
export const share: Kind<number> = {
  wanted: 'a share from 0 to 1, e.g. 0.1',
  read: (text) => {
    const value = /^(?:0|1|0?\.\d{1,9}|1\.0{1,9}|0\.\d{1,9})$/.test(text.trim()) ? Number(text) : -1
    return value >= 0 ? value : undefined
  },
}

export const words: Kind<string> = {
  wanted: 'a text that is not empty',
  read: (text) => (text.trim() === '' ? undefined : text.trim()),
}

/** The 32 bytes of a key. */
export const key: Kind<string> = {
  wanted: '64 hexadecimal digits',
  read: (text) => (/^[0-9a-f]{64}$/i.test(text.trim()) ? text.trim().toLowerCase() : undefined),
}

/** Texts separated by commas. */
export const list: Kind<readonly string[]> = {
  wanted: 'texts separated by commas',
  read: (text) => textsIn(text),
}

function textsIn(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}

/** One of some words. */
export function choice<Word extends string>(...known: readonly Word[]): Kind<Word> {
  return {
    wanted: `one of ${known.join(', ')}`,
    read: (text) => known.find((word) => word === text.trim().toLowerCase()),
  }
}

/** The address of an upstream: http or https, without query; kept without its last slash. */
export const address: Kind<string> = {
  wanted: 'an address such as https://api.openai.com',
  read: (text) => {
    const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined
    if (url === undefined || !['http:', 'https:'].includes(url.protocol)) return undefined
    if (url.search !== '' || url.hash !== '' || url.username !== '') return undefined
    return url.href.replace(/\/$/, '')
  },
}

/** `name=value` pairs separated by commas, in order; values are read by a kind of their own. */
export function pairs(values: Kind<string>): Kind<ReadonlyMap<string, string>> {
  return {
    wanted: `name=value pairs separated by commas, each value ${values.wanted}`,
    read: (text) => {
      const found = new Map<string, string>()
      for (const pair of textsIn(text)) {
        const at = pair.indexOf('=')
        const value = at < 1 ? undefined : values.read(pair.slice(at + 1))
        if (value === undefined) return undefined
        found.set(pair.slice(0, at).trim(), value)
      }
      return found
    },
  }
}

/** What is wrong with a setting, for the person who set it; a secret's text is nobody else's to read. */
export function badSetting(name: string, text: string | undefined, wanted: string): EngineError {
  const found = text === undefined ? 'not what it should be' : JSON.stringify(text)
  return new EngineError('bad-options', `${name} is ${found}; it must be ${wanted}`)
}
