import { isAssignedSecret } from './secret-assignment.ts'
import { isPlaceholder, isVaried } from './secret-value.ts'

/**
 * True when a text holds what must never be stored: a private key, a token of a known shape, or a
 * password or key with a real value. Certificates, public keys, hashes, UUIDs and placeholders are
 * none. Linear: one search a family for the places where a secret can begin, then a look at a bounded
 * stretch behind each.
 */
export function holdsSecret(text: string): boolean {
  return FAMILIES.some(({ anchor, isSecret }) => {
    for (const match of text.matchAll(anchor)) if (isSecret(text, match)) return true
    return false
  })
}

interface Family {
  /** Fixed words: no quantifiers, so that the search is linear. */
  readonly anchor: RegExp
  readonly isSecret: (text: string, match: RegExpExecArray) => boolean
}

const FAMILIES: readonly Family[] = [
  { anchor: /PRIVATE KEY|PuTTY-User-Key-File|AGE-SECRET-KEY-1/g, isSecret: isPrivateKey },
  { anchor: /:\/\//g, isSecret: isUrlPassword },
  { anchor: /eyJ/g, isSecret: isWebToken },
  {
    anchor:
      /AKIA|ASIA|AIza|npm_|hf_|sk-|SG\.|hvs\.|gsk_|xai-|ya29\.|glpat-|pypi-|gh[opsur]_|github_pat_|xox[abeoprs]-|[rs]k_(?:live|test)_|whsec_|dop_v1_|dckr_pat_|shp(?:at|ca|pa|ss)_/g,
    isSecret: isToken,
  },
  { anchor: /Bearer |bearer |Basic |basic /g, isSecret: isAuthorization },
  {
    anchor:
      /pass(?:word|wd|phrase)|[_-]pass|pwd|secret|token|(?:api|access|private|account|signing|encryption|master|shared)[_-]?key/gi,
    isSecret: isAssignedSecret,
  },
]

/** `-----BEGIN … PRIVATE KEY` (also `… BLOCK`) with something behind it; a mention of one is no key. */
function isPrivateKey(text: string, { 0: anchor, index }: RegExpExecArray): boolean {
  if (anchor === 'PuTTY-User-Key-File')
    return /^-\d: /.test(text.slice(index + anchor.length, index + 30))
  if (anchor !== 'PRIVATE KEY')
    return /^[A-Z0-9]{40}/.test(text.slice(index + anchor.length, index + 70))
  return (
    /-----BEGIN (?:[A-Z0-9]+ ){0,3}$/.test(text.slice(Math.max(0, index - 40), index)) &&
    /^(?: BLOCK)?-----(?:\s|\\{1,3}[rn])*[A-Za-z0-9+/]{16}/.test(
      withoutKeyHeaders(text.slice(index + anchor.length, index + 400)),
    )
  )
}

/** `Proc-Type: …`, `DEK-Info: …`, `Version: …` may stand before the key itself. */
function withoutKeyHeaders(text: string): string {
  return text.replace(/(?:Proc-Type|DEK-Info|Version|Comment): [^\n\\]{0,100}/g, '')
}

/** `scheme://user:password@host`, within the length of a host name. */
function isUrlPassword(text: string, { index }: RegExpExecArray): boolean {
  const [authority = ''] = /^[^\s/"'`<>\\?#,]{0,256}/.exec(text.slice(index + 3, index + 259)) ?? []
  const hostAt = authority.lastIndexOf('@')
  const colon = authority.indexOf(':')
  if (colon === -1 || colon > hostAt) return false
  const password = authority.slice(colon + 1, hostAt)
  const host = authority.slice(hostAt + 1)
  return /^[\w[]/.test(host) && !EXAMPLE_HOST.test(host) && !isPlaceholder(password)
}

/** Set aside for documentation by RFC 2606. */
const EXAMPLE_HOST = /(?:^|\.)example(?:\.(?:com|net|org))?(?::|$)/

const LONGEST_WEB_TOKEN = 4000

/** A signed JSON web token: header, payload, signature. */
function isWebToken(text: string, { index }: RegExpExecArray): boolean {
  if (isInsideWord(text, index)) return false
  return /^[\w-]{10,1000}\.[\w-]{10,2500}\.[\w-]{16}/.test(
    text.slice(index, index + LONGEST_WEB_TOKEN),
  )
}

/** What follows each prefix, as its issuer documents it; lengths are the least there are. */
const TOKEN_SHAPES: Readonly<Record<string, RegExp>> = {
  AKIA: /^[A-Z0-9]{16}(?![A-Z0-9])/,
  ASIA: /^[A-Z0-9]{16}(?![A-Z0-9])/,
  AIza: /^[\w-]{35}/,
  npm_: /^[A-Za-z0-9]{36}/,
  hf_: /^[A-Za-z0-9]{30}/,
  'SG.': /^[\w-]{22}\.[\w-]{16}/,
  'hvs.': /^[\w-]{24}/,
  gsk_: /^[A-Za-z0-9]{40}/,
  'xai-': /^[A-Za-z0-9]{60}/,
  'ya29.': /^[\w-]{20}/,
  'glpat-': /^[\w-]{20}/,
  'pypi-': /^AgE[\w-]{40}/,
  ghx_: /^[A-Za-z0-9]{36}/,
  github_pat_: /^\w{40}/,
  'xoxx-': /^[A-Za-z0-9-]{10}/,
  xk_live_: /^[A-Za-z0-9]{16}/,
  xk_test_: /^[A-Za-z0-9]{16}/,
  whsec_: /^[A-Za-z0-9+/]{24}/,
  dop_v1_: /^[0-9a-f]{64}/,
  dckr_pat_: /^[\w-]{20}/,
  shpxx_: /^[0-9a-fA-F]{32}/,
  'sk-':
    /^(?:ant|proj|svcacct|admin)-[\w-]{20}|^(?:[a-z0-9]{1,8}-){0,3}(?=[A-Za-z]{0,31}\d)[A-Za-z0-9]{20}/,
}

const LONGEST_SHAPE = 100

function isToken(text: string, { 0: prefix, index }: RegExpExecArray): boolean {
  if (isInsideWord(text, index)) return false
  const rest = text.slice(index + prefix.length, index + prefix.length + LONGEST_SHAPE)
  const [token] = TOKEN_SHAPES[familyOf(prefix)]?.exec(rest) ?? []
  return token !== undefined && isVaried(token) && !isPlaceholder(token)
}

/** Prefixes that differ in one letter and share their shape. */
function familyOf(prefix: string): string {
  return prefix
    .replace(/^gh[opsur]_$/, 'ghx_')
    .replace(/^xox.-$/, 'xoxx-')
    .replace(/^[rs](?=k_)/, 'x')
    .replace(/^shp.._$/, 'shpxx_')
}

/** `Authorization: Bearer …` or `Basic …`, with a value that is no word of a sentence. */
function isAuthorization(text: string, { 0: scheme, index }: RegExpExecArray): boolean {
  const at = index + scheme.length
  const [value = ''] = /^[\w.~+/=-]{8,200}/.exec(text.slice(at, at + 200)) ?? []
  if (/^bearer/i.test(scheme)) {
    return value.length >= 20 && /\d/.test(value) && isVaried(value) && !isPlaceholder(value)
  }
  return /uthorization\W{1,6}$/i.test(text.slice(Math.max(0, index - 24), index)) && isVaried(value)
}

/** A prefix in the middle of a word or of base64 is chance. */
function isInsideWord(text: string, at: number): boolean {
  return at > 0 && /[\w-]/.test(text.charAt(at - 1))
}
