/** How much a line matters to whoever looks for a fault. */
export const SEVERITY = { plain: 0, chatter: 1, info: 2, warning: 3, error: 4, fatal: 5 } as const

export interface Verdict {
  readonly severity: number
  /** The level as the line spells it, e.g. `WARN`; '' for lines without one. */
  readonly label: string
}

/** Only a line's beginning is looked at. */
const LOOKED_AT = 1000
/** A level stands near the start of its line. */
const LABEL_WITHIN = 120

/** Reads a line's level, and the words of its message that speak of a failure. */
export function judge(source: string): Verdict {
  const line = source.slice(0, LOOKED_AT)
  const label = labelOf(line.slice(0, LABEL_WITHIN))
  const labelled = LEVELS[label.toLowerCase()] ?? SEVERITY.plain
  if (labelled >= SEVERITY.error) return { severity: labelled, label }
  const said = severityOfWords(line)
  // A level given by the program outranks single words of its message, but does not silence them.
  const severity = label === '' ? said : Math.max(labelled, Math.min(said, SEVERITY.warning))
  return { severity, label }
}

const LEVELS: Readonly<Record<string, number>> = {
  trace: SEVERITY.chatter,
  debug: SEVERITY.chatter,
  verbose: SEVERITY.chatter,
  silly: SEVERITY.chatter,
  info: SEVERITY.info,
  notice: SEVERITY.info,
  log: SEVERITY.info,
  warn: SEVERITY.warning,
  warning: SEVERITY.warning,
  err: SEVERITY.error,
  error: SEVERITY.error,
  severe: SEVERITY.error,
  failed: SEVERITY.error,
  fail: SEVERITY.error,
  crit: SEVERITY.fatal,
  critical: SEVERITY.fatal,
  alert: SEVERITY.fatal,
  emerg: SEVERITY.fatal,
  fatal: SEVERITY.fatal,
  panic: SEVERITY.fatal,
}

const UPPER_LABEL =
  /(?:^|[\s[(<|"=:])(TRACE|DEBUG|VERBOSE|INFO|NOTICE|LOG|WARN|WARNING|ERR|ERROR|SEVERE|FAILED|FAIL|CRIT|CRITICAL|ALERT|EMERG|FATAL|PANIC)(?=$|[\s\])>|":/,])/
const BRACKETED_LABEL =
  /[[<](?:[\w-]{1,30}[:.])?(trace|debug|info|notice|warn|warning|error|crit|alert|emerg|fatal)\]/i
const NAMED_LABEL =
  /\b(?:level|lvl|severity)"?[=:] ?"?(trace|debug|info|notice|warn|warning|error|critical|fatal|panic)\b/i
const LEADING_LABEL =
  /^(?!(?:no|0|without|zero) )(?:[\w./@-]{1,40}[: ] ?)?(trace|debug|verbose|silly|info|notice|warn|warning|error|fatal)(?=[: ])/i
const PLACED_LABEL = /:\d{1,7}: (?:fatal )?(warning|error|note|info)\b/i

function labelOf(head: string): string {
  for (const pattern of [UPPER_LABEL, BRACKETED_LABEL, NAMED_LABEL, LEADING_LABEL, PLACED_LABEL]) {
    const [, label] = pattern.exec(head) ?? []
    if (label !== undefined) return label
  }
  return ''
}

/** Words that speak of a failure, in any case; whole words are asked for below. */
const FAILURES =
  /errors?|fail(?:ed|ures?|s|ing)?|fatal|panic(?:ked)?|exceptions?|traceback|critical|crash(?:ed)?|abort(?:ed|ing)?|segfault|killed|corrupt(?:ed|ion)?|unreachable|warnings?|denied|refused|rejected|invalid|timed out|timeouts?|missed|lost|loss|exceed(?:s|ed)|cannot|unable|conflict/gi
const FATAL = /^(?:fatal|panic|traceback|critical|segfault)/i
const ERROR = /^(?:error|fail|exception|crash|abort|killed|corrupt)/i
/** The same in scripts without spaces between words. */
const CJK_FAILURES =
  /エラー|失敗|異常|例外|障害|枯渇|错误|失败|异常|故障|오류|실패|장애|예외|警告|경고|拒否|拒绝|超时|タイムアウト/

function severityOfWords(line: string): number {
  let worst: number = SEVERITY.plain
  for (const match of line.matchAll(FAILURES)) {
    const word = match[0]
    if (!stands(line, match.index, word.length)) continue
    worst = Math.max(worst, severityOfWord(word))
  }
  if (worst < SEVERITY.error && CJK_FAILURES.test(line)) return SEVERITY.error
  return worst
}

function severityOfWord(word: string): number {
  if (FATAL.test(word)) return SEVERITY.fatal
  return ERROR.test(word) ? SEVERITY.error : SEVERITY.warning
}

/** True for a whole word that is neither part of a name or path nor said to be absent. */
function stands(line: string, start: number, length: number): boolean {
  const before = line.slice(Math.max(0, start - 12), start)
  const after = line.slice(start + length, start + length + 12)
  if (/^[\w$]|^[-./\\][\w$]|^\(\)/.test(after)) return false
  const isException = /^[EF]/.test(line.slice(start, start + 1)) && /[A-Za-z]$/.test(before)
  if (!isException && /[\w$][-.]?$|[/\\]$/.test(before)) return false
  return !ABSENT_BEFORE.test(before) && !ABSENT_AFTER.test(after)
}

const ABSENT_BEFORE = /(?:^|[\s,(=:[])(?:0|no|zero|without|any|never)(?: \w{1,8})?\s$/i
const ABSENT_AFTER =
  /^["']?\s?[=:]\s?["']?(?:0(?![.\d])|no\b|none\b|false\b|null\b|\[\])|^\(s\)?[=:] ?0/i
