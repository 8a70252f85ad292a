import { lowerAscii } from '../../../relevance/words.ts'
import { JSON_KIND, keyEnd } from '../../../text/json-index.ts'
import type { JsonText } from './row-lists.ts'
import { at, byteAt } from './typed.ts'

/** How surely a value says that something went wrong. */
export const ERROR_SIGN = { none: 0, warning: 1, error: 2 } as const

/** What a key lets one expect of its values. */
export type KeyRole = 'level' | 'code' | 'exit' | 'error' | 'count' | 'success' | 'text' | 'other'

const ROLES: readonly (readonly [KeyRole, RegExp])[] = [
  ['code', /^(?:http_?)?(?:response_?|res_?)?status(?:_?code)?$|^code$|^response_?code$/],
  ['exit', /^(?:exit|return)_?(?:code|status)$|^rc$|^exitstatus$/],
  [
    'count',
    /^(?:errors?|failures?|failed|fatals?|exceptions?|fatal_?error)_?(?:count|s|num|total)$/,
  ],
  [
    'error',
    /^(?:last_?)?(?:errors?|err|exceptions?|failures?|fault|crash|traceback|stack_?trace|stack)(?:_?(?:message|msg|reason|code|type|detail|details|text|class|name))?$|^failure_?reason$|^failed$/,
  ],
  ['success', /^(?:is_?)?(?:ok|success|successful|succeeded|passed|healthy|valid)$/],
  [
    'level',
    /^(?:log_?)?level$|^lvl$|^severity$|^(?:sub_?)?status$|^state$|^outcome$|^results?$|^conclusion$|^phase$|^health$|^priority$|^reason$|^type$/,
  ],
  [
    'text',
    /^(?:message|msg|log|text|title|summary|description|detail|details|body|note|event|output|line)$/,
  ],
]

/** `''` for elements of arrays. */
export function keyRole(key: string): KeyRole {
  const name = lowerAscii(key.replace(/([a-z])([A-Z])/g, '$1_$2'))
  return ROLES.find(([, pattern]) => pattern.test(name))?.[0] ?? 'other'
}

/** The key of a node's member without quotes; `''` for an element. */
export function keyOf({ text, index }: JsonText, node: number): string {
  const key = at(index.keys, node)
  return key === -1 ? '' : text.slice(key + 1, keyEnd(text, index, node) - 1)
}

/** Longer texts say what they say at the beginning. */
const LONGEST_READ = 400

/** What a scalar says about trouble, by the role of its key. */
export function errorSign({ text, index }: JsonText, node: number, role: KeyRole): number {
  const kind = byteAt(index.kinds, node)
  const start = at(index.starts, node)
  const written = text.slice(start, Math.min(at(index.ends, node), start + LONGEST_READ))
  if (kind === JSON_KIND.number) return signOfNumber(Number(written), role)
  if (kind === JSON_KIND.word) return signOfWord(written, role)
  const said = written.endsWith('"') ? written.slice(1, -1) : written.slice(1)
  return signOfText(said, role)
}

function signOfNumber(number: number, role: KeyRole): number {
  const isHttpError = number >= 400 && number <= 599 && Number.isInteger(number)
  if ((role === 'code' || role === 'level') && isHttpError) return ERROR_SIGN.error
  const isCounted = role === 'exit' || role === 'count' || role === 'error'
  return isCounted && number !== 0 ? ERROR_SIGN.error : ERROR_SIGN.none
}

function signOfWord(word: string, role: KeyRole): number {
  if (role === 'success') return word === 'false' ? ERROR_SIGN.error : ERROR_SIGN.none
  const isTrueError = role === 'error' && word === 'true'
  return isTrueError ? ERROR_SIGN.error : ERROR_SIGN.none
}

function signOfText(said: string, role: KeyRole): number {
  const lower = lowerAscii(said.trim())
  const isBad = BAD_BY_ROLE[role]?.(lower)
  if (isBad !== undefined) return isBad ? ERROR_SIGN.error : ERROR_SIGN.none
  if (ERROR_VALUE.test(lower)) return ERROR_SIGN.error
  if (WARNING_VALUE.test(lower)) return ERROR_SIGN.warning
  const isRead = role === 'text' || role === 'level' || role === 'code' || SHOUTED.test(said)
  return isRead && tellsOfError(lower) ? ERROR_SIGN.error : ERROR_SIGN.none
}

/** Where the key says what a text means. */
const BAD_BY_ROLE: Partial<Record<KeyRole, (lower: string) => boolean | undefined>> = {
  error: (lower) => !NO_ERROR.test(lower),
  success: (lower) => NOT_SO.test(lower),
  exit: (lower) => /^-?[1-9]/.test(lower),
  count: (lower) => /^[1-9]/.test(lower),
  code: (lower) => (/^[45]\d\d(?: |$)/.test(lower) ? true : undefined),
}

/** What error fields hold when there was none. */
const NO_ERROR =
  /^(?:|0|none|null|nil|no|false|ok|okay|success|n\/a|na|-|undefined|no errors?|\[\]|\{\})$/
const NOT_SO = /^(?:false|no|0|failed|failure)$/

const ERROR_VALUE =
  /^(?:error|err|errors|fatal|critical|crit|alert|emerg|emergency|panic|failed|failure|fail|failing|exception|severe|timed[ _-]?out|timeout|denied|rejected|unhealthy|down|crashloopbackoff|imagepullbackoff|errimagepull|evicted|oomkilled|aborted|broken|crashed|unavailable|unreachable|offline|e|f)$/
const WARNING_VALUE = /^(?:warn|warning|degraded|deprecated|unknown|pending|notready|w)$/

/** `CRITICAL_ERROR`, `E_FAILED`: a name in capitals that speaks of failure, whatever its key. */
const SHOUTED = /^[A-Z][A-Z0-9_]*(?:ERROR|FAIL|FATAL|CRITICAL|PANIC|EXCEPTION)[A-Z0-9_]*$/

const ERROR_WORD =
  /(?:^|[^a-z0-9])(?:(no|0|zero|without|any) )?(?:errors?|[a-z]*exception|[a-z]{3,40}error|fatal|failed|failure|failures|fails|panic|panicked|traceback|refused|timed out|timeout|denied|unreachable|exhausted|crash|crashed|corrupt|corrupted|corruption|data loss|out of memory|oom|killed|segfault|deadlock|rollback|aborted|critical|critical_error|unauthorized|forbidden|invalid)(?![a-z0-9])/g

/** Words of failure that no `no`, `0` or `without` takes back. */
export function tellsOfError(lower: string): boolean {
  for (const match of lower.matchAll(ERROR_WORD)) if (match[1] === undefined) return true
  return false
}
