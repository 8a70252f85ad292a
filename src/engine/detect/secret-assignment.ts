import { isCodePath, isPlaceholder, isUuid, isVaried, isVersion } from './secret-value.ts'

/**
 * True where the word found is the end of a name that is given a secret: `password=…`,
 * `"client_secret": "…"`, `--token …`, `<password>…</password>`, in any spelling and escaping.
 */
export function isAssignedSecret(text: string, { 0: word, index }: RegExpExecArray): boolean {
  const end = index + word.length
  const before = text.slice(Math.max(0, index - LONGEST_NAME), index)
  const [lead = ''] = /[\w.-]*$/.exec(before) ?? []
  const [tail = ''] = /^[\w-]*/.exec(text.slice(end, end + LONGEST_NAME)) ?? []
  const name = `${lead}${word}${tail}`
  const kind = kindOf(name)
  if (kind === undefined) return false
  const value = valueAfter(text.slice(end + tail.length, end + tail.length + LONGEST_REACH), name)
  return value !== undefined && !isNamesake(value.text, name) && isReal(value, kind)
}

const LONGEST_NAME = 40
/** Signs between a name and its value, and the value. */
const LONGEST_REACH = 320

/** How much a name says about its value: a password may be any word, a token or key is random. */
type NameKind = 'password' | 'secret' | 'key'

const NAMES: readonly (readonly [ending: RegExp, kind: NameKind])[] = [
  [/(?:password|passwd|passphrase|pwd)\d?$/, 'password'],
  [/secret$/, 'secret'],
  [/(?:api|secret|access|private|account|signing|encryption|master|shared)key$/, 'key'],
  [/token$/, 'key'],
]

/** Tokens that open nothing: places in a listing, guards against repeats and forgery. */
const HARMLESS_TOKEN =
  /(?:page|next|previous|prev|continuation|continue|cursor|sync|resume|cancel|cancellation|csrf|xsrf|client|request|idempotency|change|pad|eos|bos|unk|mask|sep|cls)token$/

function kindOf(name: string): NameKind | undefined {
  const letters = lettersOf(name)
  if (/[_-]pass$/i.test(name)) return 'password'
  if (HARMLESS_TOKEN.test(letters)) return undefined
  return NAMES.find(([ending]) => ending.test(letters))?.[1]
}

/** `"password": "Password"`: a label or a form's field. */
function isNamesake(value: string, name: string): boolean {
  return lettersOf(name).endsWith(lettersOf(value))
}

function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '')
}

interface Value {
  readonly text: string
  readonly isQuoted: boolean
  /** `NAME=value` as in an environment file: all that follows is meant. */
  readonly isEnvironment: boolean
}

const QUOTED = /^\\*["'`]?\]?[ \t]{0,4}(?::=|=>|[:=](?!=))[ \t]{0,4}[bfru]?(\\*["'`])/
const BARE = /^\\*["'`]?[ \t]{0,4}(?::=|=>|[:=](?![=>]))[ \t]{0,4}([^\s"'`,;&<>(){}[\]|\\]+)(.?)/
const FLAG = /^[ ]["']?([^\s"'`-][^\s"'`]*)/
const ELEMENT = /^>([^<>\s]+)<\//

function valueAfter(rest: string, name: string): Value | undefined {
  const quoted = QUOTED.exec(rest)
  if (quoted !== null) return quotedValue(rest, quoted)
  const [, bare, next] = BARE.exec(rest) ?? []
  if (bare !== undefined) {
    const isCall = next === '(' || next === '['
    const isEnvironment = rest.startsWith('=') && /^[A-Z][A-Z0-9_]*$/.test(name)
    return isCall ? undefined : { text: bare, isQuoted: false, isEnvironment }
  }
  const [, other] = (name.startsWith('--') ? FLAG.exec(rest) : ELEMENT.exec(rest)) ?? []
  return other === undefined ? undefined : { text: other, isQuoted: false, isEnvironment: false }
}

function quotedValue(rest: string, [lead, quote = '']: RegExpExecArray): Value | undefined {
  const end = rest.indexOf(quote, lead.length)
  if (end === -1) return undefined
  return { text: rest.slice(lead.length, end), isQuoted: true, isEnvironment: false }
}

/** Paths, addresses and numbers. */
const NO_SECRET = /^[/~.:]|^[a-z][a-z+]{1,10}:\/\/|^0x[\da-f]+$/i

const LEAST_LENGTH: Readonly<Record<NameKind, number>> = { password: 4, secret: 8, key: 16 }

function isReal({ text, isQuoted, isEnvironment }: Value, kind: NameKind): boolean {
  if (text.length < LEAST_LENGTH[kind] || /\s/.test(text) || isPlaceholder(text)) return false
  if (isUuid(text) || isVersion(text) || isCodePath(text) || NO_SECRET.test(text)) return false
  if (kind === 'password') return isQuoted || isEnvironment || isMixed(text)
  return /^[\w+/=.~:-]+$/.test(text) && /[A-Za-z]/.test(text) && /\d/.test(text) && isVaried(text)
}

/** Letters and something else: a name or a sentence's word has letters alone. */
function isMixed(text: string): boolean {
  return /[A-Za-z]/.test(text) && /[\d!#%^*+?~=]/.test(text)
}
