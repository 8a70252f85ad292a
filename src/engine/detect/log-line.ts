/** What the beginning of a line says about the text it stands in. */
export interface LineHead {
  /** `event`: stamped, labelled with a level, or the outcome of a step. */
  readonly role: 'event' | 'continued' | 'blank' | 'other'
  /** The first word and the number of words, for lines of words; else ''. */
  readonly key: string
  /** Part of data, a diff, markup, a listing or search results. */
  readonly isForeign: boolean
  readonly endsLikeCode: boolean
  /** An event by its stamp, level or sender, not merely by how a step of a build or test ended. */
  readonly isSure: boolean
}

export function lineHeadOf(source: string): LineHead {
  const line = source.replace(ANSI, '')
  const trimmed = line.trim()
  if (trimmed === '')
    return { role: 'blank', key: '', isForeign: false, endsLikeCode: false, isSure: false }
  if (isForeign(line))
    return { role: 'other', key: '', isForeign: true, endsLikeCode: false, isSure: false }
  const endsLikeCode =
    /[;{}(,]$/.test(trimmed) || /^(?:import|from|export|#include)\b/.test(trimmed)
  if (isEvent(line) && !SIGNED.test(line))
    return {
      role: 'event',
      key: '',
      isForeign: false,
      endsLikeCode: false,
      isSure: isSure(line.slice(0, 160)),
    }
  const role = CONTINUED.test(line) ? 'continued' : 'other'
  return { role, key: keyOf(trimmed), isForeign: false, endsLikeCode, isSure: false }
}

const ANSI = new RegExp(`${'\\u001b'}\\[[0-9;?]{0,20}[A-Za-z]`, 'g')

/** Objects and arrays, markup, diff headers, table rows, file modes, headings. */
const FOREIGN = [
  /^\s{0,40}(?:\{|<[A-Za-z/!?])/,
  /^\s{0,40}"[^"]{0,80}"\s?[:,]/,
  /^(?:diff --git |@@ -|--- a\/|\+\+\+ b\/|index [0-9a-f]{7,40}\.\.)/,
  /^\|.{0,200}\|\s{0,4}$/,
  /^[-dlcbps](?:[-r][-w][-xsStT]){3}[.+@]?\s/,
  /^#{1,6} /,
]
/** `path:12:` or `path-12-`, as search tools print it. */
const FOUND_LINE = /^[^\s:]{1,200}:\d{1,7}[:-]/
/** A stamp that is but one field among others of a table. */
const STAMPED_FIELD = /^"?[\dT:. +-]{10,32}"?[,;\t][^,;\t]{0,80}[,;\t]/

function isForeign(line: string): boolean {
  if (FOREIGN.some((pattern) => pattern.test(line))) return true
  if (STAMPED_FIELD.test(line) && !LEVEL.test(line)) return true
  return FOUND_LINE.test(line) && !DIAGNOSTIC.test(line) && !STAMP.test(line.slice(0, 80))
}

const CLOCK = String.raw`\d\d:\d\d:\d\d`
/** A date and a time of day, or a time of day at the very start. */
const STAMP = new RegExp(
  [
    String.raw`(?:^|[\s[("=|])\d{4}[-/.]\d\d[-/.]\d\d(?:T| {1,2})${CLOCK}`,
    String.raw`(?:^|[\s[("=|])\d\d[-/ ][A-Z][a-z]{2}[-/ ]\d{4}[: ]${CLOCK}`,
    String.raw`(?:^|[\s[("=|])[A-Z][a-z]{2} [ \d]?\d ${CLOCK}`,
    String.raw`^\[?${CLOCK}\b`,
    String.raw`^[IWEF]\d{4} ${CLOCK}`,
    String.raw`^\[? {0,8}\d{1,10}\.\d{3,9}\]? `,
    String.raw`^\[?\d{10}(?:\d{3})?(?:\.\d{1,9})?\]?[ :]`,
  ].join('|'),
)
/** A level as a label near the start, as loggers print it; a plain word in a sentence is none. */
const LEVEL =
  /^(?:\S{1,40}[ \t]+){0,3}[[(<]?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|ERR|FATAL|CRITICAL|SEVERE|PANIC)[\])>]?(?:[:\s[(|/-]|$)/
const LOWER_LEVEL =
  /^(?:\S{1,40}[ \t]+)?(?:\[(?:trace|debug|info|notice|warn|warning|error|crit|fatal)\]|(?:verbose|verb|http|silly|info|warn|error|debug|fatal|warning|note)(?:[: ]|$)|level=[a-z]+)/
/** Lower levels that compilers have not. */
const OF_LOGGERS =
  /^(?:\S{1,40}[ \t]+)?(?:\[(?:trace|debug|info|notice)\]|(?:verbose|verb|http|silly|info|debug)[: ])|(?:^|\s)level=[a-z]{3}/
/** `host ident[123]:` or `ident[123]:`. */
const IDENT = /^(?:\S{1,80} )?[A-Za-z][\w./@-]{0,60}\[\d{1,10}\]:? /
/** Compilers and linters: `file:12:5: warning: …`. */
const DIAGNOSTIC =
  /^[^\s:]{1,200}:\d{1,7}(?::\d{1,6})?:? ?(?:\[?(?:fatal )?(?:error|warning|note|info)\]?)\b/i
/** How a step of a test or build run ended. */
const OUTCOME =
  /(?:\bPASS(?:ED)?|\bFAIL(?:ED)?|\bSKIPPED|\bXFAIL| \.\.\. (?:ok|FAIL|ERROR|skipped.{0,80}|ignored))(?:\s{1,80}\[ {0,2}\d{1,3}%\])?(?: \(?[\d.]{1,9} ?m?s\)?)?$|^(?:PASS|FAIL|ok|not ok|---? (?:PASS|FAIL)|[✓✔✗✘×√]) /

/** Protocol traces of memcached and the general query log of MySQL and MariaDB. */
const PROTOCOL =
  /^[<>]\d{1,7} \S|^(?:\d{6} \d\d:\d\d:\d\d)?\t{1,2} {0,8}\d{1,10} (?:Query|Connect|Quit|Prepare|Execute|Init DB|Statistics)\b/

function isEvent(line: string): boolean {
  const head = line.slice(0, 160)
  return isSure(head) || LOWER_LEVEL.test(head) || DIAGNOSTIC.test(line) || OUTCOME.test(line)
}

function isSure(head: string): boolean {
  return (
    STAMP.test(head) ||
    LEVEL.test(head) ||
    OF_LOGGERS.test(head) ||
    IDENT.test(head) ||
    PROTOCOL.test(head)
  )
}

/** Who wrote an entry of a Debian change log, and when. */
const SIGNED = /^ -- [^<]{1,200}<[^>]{0,200}> {1,2}[A-Z]/

/** Frames of a stack, source excerpts, indented detail. */
const CONTINUED =
  /^(?:\s|Caused by:|Traceback |\.{3} \d{1,6} more|[\w$.]{1,200}(?:Error|Exception)\b)/

/** A sentence's first word, its number of words and its last mark. */
function keyOf(line: string): string {
  const words = line.split(/\s{1,200}/, 13)
  const first = words[0] ?? ''
  if (words.length < 3 || !/^[A-Za-z][\w'-]{0,30}:?$/.test(first)) return ''
  return `${first} ${words.length}${/[.:)]$/.exec(line)?.[0] ?? ''}`
}
