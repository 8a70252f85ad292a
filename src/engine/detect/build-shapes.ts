import type { LineSample } from './line-sample.ts'

/**
 * Confidence, 0 … 100, by what all linters, compilers, test runners and installers print alike, whoever
 * made them: remarks at places, ticks before names, steps, and lines that count what went well and ill.
 * Two of these must agree, or one must make up nearly everything.
 */
export function recognizeRemarks({ text, written: lines }: LineSample): number {
  if (lines.length < FEWEST_LINES || BEGINS_AS_DATA.test(text.slice(0, 100))) return 0
  const [remarks, ticks, steps] = [REMARK, TICK, STEP].map((shape) => countOf(lines, shape))
  const seen = { remarks: remarks ?? 0, ticks: ticks ?? 0, steps: steps ?? 0 }
  const counted = countOf(lines.slice(-TAIL), SUMMARY)
  if (lines.some((line) => QUOTING.test(line))) return 0
  return confidenceOf(seen, counted, lines.length)
}

/** Fewer lines are read faster than judged. */
const FEWEST_LINES = 3
const BEGINS_AS_DATA = /^\s{0,80}[{<]/
/** Where the counts of a run stand. */
const TAIL = 12
const LIKELY = 79
/** Less than what a log or a search is when it is sure. */
const SUPPORTED = 89

interface Seen {
  readonly remarks: number
  readonly ticks: number
  readonly steps: number
}

function confidenceOf({ remarks, ticks, steps }: Seen, counted: number, lines: number): number {
  const share = Math.floor(((remarks + ticks + steps + counted) * 100) / lines)
  if (counted > 0 && remarks + ticks + steps > 1 && share >= 12) return SUPPORTED
  if (counted > 0 && (counted > 1 || remarks > 0) && lines < FEW_LINES) return LIKELY
  if (remarks > 2 && (remarks * 100) / lines >= 25) return SUPPORTED
  if (ticks > 3 && (ticks * 100) / lines >= 40) return SUPPORTED
  return steps > 3 && share >= 50 ? LIKELY : 0
}

const FEW_LINES = 40

function countOf(lines: readonly string[], shape: RegExp): number {
  let count = 0
  for (const line of lines) if (SIGNED.test(line) && shape.test(line)) count++
  return count
}

/** A cheap look: every shape has one of these. */
const SIGNED =
  /[\d✓✔✅✕✖✗✘❌⨯√…]|\.\.|^(?:\S{1,30} )?[A-Z]|^(?:[-=+>:•[. ]|checking |configure: |error|warning|ok|not )/
const FILE = String.raw`(?:[A-Za-z]:)?[^\s:(),]{1,250}`
const SEVERITY = String.raw`(?:fatal error|error|warning|warn|note|info|style|convention|refactor|hint|fatal|notice|portability|performance|information|suggestion|[EWFCRINSD]\d{0,5})`

/** A place in a file and what is to be said of it. */
const REMARK = new RegExp(
  [
    String.raw`^\s{0,12}${FILE}(?::\d{1,7}){1,2}(?::\d{1,7})?:? {1,4}-? ?(?:\[?${SEVERITY}\]?\b|[A-Z]{1,6}\d{2,5}\b)`,
    String.raw`^\s{0,12}${FILE}:\d{1,7}:\d{1,7}:? .{2,300}[\])]\s*$`,
    String.raw`^\s{0,12}${FILE}\(\d{1,7}(?:[,:]\d{1,7})?\)?:? ?(?:${SEVERITY})\b`,
    String.raw`^\s{1,12}(?:line )?\d{1,7}[:,] ?(?:col )?\d{1,7}\s{1,20}(?:[✖⚠✗ⅹ×!]|${SEVERITY}\b)`,
    String.raw`^\s{0,12}(?:-->|╭─\[|,-\[|┌─|->|In) ${FILE}(?::\d| line \d)`,
    String.raw`^${FILE}: line \d{1,7}, col \d`,
    String.raw`^(?:File "${FILE}", line \d{1,7}, characters? |In ${FILE} line \d|[A-Z]{1,5}\d{3,4} (?:\[\*\] )?[A-Z]|Error: ${FILE}:\d|${FILE}:\d{1,7}:\s{1,4}\S.{2,200} \[\S{1,60}\] \[\d\]$)`,
  ].join('|'),
)

/** Signs and words that say how one thing went. */
const TICK =
  /^\s{0,40}(?:[✓✔✅✕✖✗✘❌⨯√] |(?:not )?ok \d|\[(?:PASS|FAIL|OK|ERROR|SKIP|WARN|fail|pass|skip|✓|✗|x)\]:? |(?:PASS|FAIL|FAILED|PASSED|SKIP|SKIPPED|ERROR|OK)[: ] ?\S)|(?:\.{2,}|…) ?(?:ok|OK|done|Done|PASS|PASSED|FAIL|FAILED|failed|passed|skipped|yes|no|Passed|ERROR|Failed)\b.{0,60}$|\s(?:PASS|FAIL|PASSED|FAILED|SKIPPED)\s{0,3}(?:[\d.]{1,9} ?m?s(?:ec)?)?\s{0,4}\|?$|^\s{1,20}\d{1,5}\) \S|^[-.FESPsxXIRWN*•·✘!]{6,200}(?:\s|$)|^\s{0,20}(?:#\s{1,6})?(?:[Ee]xpected|[Aa]ctual|got|Received|Failed test|Failed asserting)\b|=\s[\d.]{1,9} s = [.FES]$/

/** What is under way. */
const STEP =
  /^(?:\s{0,8}\d{1,6}\/\d{1,6} |\s{0,8}\[ {0,3}\d{1,6} {0,2}(?:\/ {0,3}\d{1,6}|%)\]|\s{0,8}\d{1,3}% |checking (?:for|whether|if) |configure: |[a-z][\w.-]{0,30}\[\d\]: (?:Entering|Leaving)|(?:==?>|-->|--|::|>>>|•|->|\+) (?:[A-Z][a-z]{2,20}(?:ing|ed)\b|Found|Check)|(?:\[\w{2,12}\] )?\s{0,6}(?:Checking|Building|Bundling|Compiling|Linking|Installing|Downloading|Downloaded|Resolving|Resolved|Prepared|Preparing|Installed|Fetching|Unpacking|Setting up|Processing|Applying|Generating|Parsing|Reading|Writing|Copying|Creating|Running|Configuring|Loading|Removing|Receiving|Resolving|Counting|Compressing|Searching|Scanning|Selecting|Get|Hit)\b[: ][^.]{0,200}(?:\.{2,3}.{0,60}|[\w/%)\]"'>}-]|, done\.)$)/

/** Counts of what was run, found or failed. */
const SUMMARY = new RegExp(
  [
    String.raw`^\W{0,12}(?:found |total:? |detected |ran |there (?:were|was) |run |identified )?\d{1,8} (?:\w{1,16} ){0,2}(?:passed|failed|passing|failing|pending|skipped|tests?|specs?|examples?|scenarios?|assertions?|checks?|suites?|errors?|warnings?|problems?|issues?|failures?|offenses?|violations?|successes|vulnerabilities|todo|hits|clones|files? (?:would be|reformatted|left|checked|inspected|were))\b(?!.{0,120}[.?!] [A-Z])`,
    String.raw`^\W{0,12}(?:tests?|files?|errors?|warnings?|failures?|passed|failed|successes|asserts|result|total|pass|fail|suites?|checks?|skipped|ok|expected fail|timeout|unexpected pass)\s{0,20}[:=]?\s{1,20}\d{1,8}\b`,
    String.raw`^\W{0,12}(?:Found|Finished|Ran|Took|Done|Built|Completed|Total time|Time|Duration|Wall time|Created|created|Result|System check identified|inspected)\b.{0,60}\d[\d.]{0,9} ?(?:m?s\b|sec|seconds|minutes|errors?|warnings?|issues?|problems?|tests?|files?)`,
    String.raw`^(?:(?:FAILED|OK|FAILURES)!?(?: \(.{1,80}|$)|BUILD (?:FAILED|SUCCESSFUL)|Result: (?:PASS|FAIL)|All (?:tests|checks|files) |Build (?:complete|failed|finished|succeeded))`,
    String.raw`^\S{1,80} (?:\d{1,7}) (?:error|warning)s?\b|^\d{1,8} .{1,60}, \d{1,8} (?:failures?|failed|errors?|warnings?|skips?|assertions)\b`,
  ].join('|'),
  'i',
)

/** Documents that may quote such output, and patches. */
const QUOTING =
  /^(?:diff --git |@@ -\d|```|~~~|#{1,6} [A-Z][^:]{0,80}$|\[!\[|\.\. |NAME$|SYNOPSIS$|[Uu]sage: )/
