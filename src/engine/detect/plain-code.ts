/**
 * Confidence, 0 … 100, that lines are of a program in whatever language, by what nearly all languages
 * share: comments behind a sign, words that begin a statement, calls and assignments, lines that end in
 * a bracket or a semicolon. One of these proves nothing.
 */
export function confidenceOfPlainCode(lines: readonly string[]): number {
  const tally = { comments: 0, keywords: 0, ends: 0, terms: 0, other: 0, foreign: 0 }
  for (const raw of lines) {
    const line = raw.trim()
    if (line !== '') tally[roleOf(raw, line)]++
  }
  if (lines.some((line) => QUOTING.test(line))) return 0
  const { comments, keywords, ends, terms, other, foreign } = tally
  const all = comments + keywords + ends + terms + other + foreign
  const code = keywords + ends + terms
  if (all < FEWEST_LINES || foreign * 20 > all || code < FEWEST_LINES) return 0
  if (isBraced(lines) && (code + comments) * 100 >= all * LEAST_BRACED) return LIKELY
  if (keywords < FEWEST_KEYWORDS || (code + comments) * 100 < all * LEAST_SHARE) return 0
  return keywords * 12 < code || (ends + terms) * 8 < code ? 0 : LIKELY
}

/** Blocks that open and close: rules of style sheets, and whatever else has no words of its own. */
function isBraced(lines: readonly string[]): boolean {
  const count = (sign: RegExp): number => lines.filter((line) => sign.test(line)).length
  const closings = count(/^\s{0,80}\}[;,)]{0,3}\s{0,4}$/)
  return closings > 1 && count(/\{\s{0,4}$/) > 1 && count(/[;,]\s{0,4}$/) > 2
}

const LEAST_BRACED = 80
const FEWEST_LINES = 6
const FEWEST_KEYWORDS = 3
const LEAST_SHARE = 66
const LIKELY = 70

function roleOf(
  raw: string,
  line: string,
): 'comments' | 'keywords' | 'ends' | 'terms' | 'other' | 'foreign' {
  if (FOREIGN.test(raw)) return 'foreign'
  if (COMMENT.test(line)) return 'comments'
  if (SENTENCE.test(line) || SETTING.test(line)) return 'other'
  if (KEYWORD.test(line)) return 'keywords'
  if (END.test(line)) return 'ends'
  return TERM.test(line) ? 'terms' : 'other'
}

/** Documents that quote a program, sections of settings, patches. */
const QUOTING = /^\s{0,8}(?:```|~~~)|^\[[\w. :"/-]{1,80}\]$|^(?:diff --git |@@ -\d)/
const FOREIGN =
  /^(?:(?:[A-Za-z]:)?[\w./\\@+-]{1,200}:\d{1,7}:|diff --git |@@ -\d|[+-]{3} [ab]?\/|```|~~~|\[?\d{4}-\d\d-\d\d[T ]|\[?\d\d:\d\d:\d\d|Traceback \(|Caused by:|\s{1,12}at \S|==\d|\$ \w|- \w|\[\w{2,12}\] |#\d{1,4}\s)/
const COMMENT =
  /^(?:\/\/|\/\*|\*[\s/]|\*$|#(?=[\s!#]|$)|--|;|%|"(?:\s|$)|\(\*|\{-|\\ |\( |!|'(?=\s)|REM\b|@?rem\b|dnl\b|<!--|\.\. )/
/** Of settings and makefiles, that are told apart elsewhere. */
const SETTING = /^(?:- )?[\w."'/$()%-]{1,60}:(?:\s{1,4}[^;{(]{0,200}|$)$|^- |^cc? -/
/** Five words in a row. */
const SENTENCE = /^["'\x60(]?[A-Za-z]['a-z-]{0,20}(?: [a-z][\w'-]{0,20},?){4}/
const KEYWORD =
  /^[(:.@]{0,2}(?:if|elif|elseif|else|fi|then|for|foreach|while|do|done|end\w{0,12}|begin|return|let!?|var|val|const|local|def\w{0,12}|define\w{0,12}|fun|func|function!?|fn|proc|procedure|sub|class|module|struct|record|enum|type|typedef|interface|trait|impl|import|from|include|require|use|using|open|package|namespace|public|private|protected|static|extern|export|case|switch|when|match|try|catch|except|finally|raise|throw|with|set\w{0,8}|global|unset|unless|until|loop|break|continue|create|alter|drop|insert|select|update|delete|grant|rule|macro|lambda|call|print|printf|echo|exec|command|augroup|autocmd|syn|syntax|hi|TEXT|DATA|GLOBL|MOV\w{0,3}|rec|and|in|of|assert|subroutine|integer|real|implicit|program|contains|syntax|message|option|param|optional|repeated|nil|dim)\b/i
const END = /(?:[;{}()[\],\\]|\bdo|\bthen|->|=>|\|\||&&)$|^[)}\]]/
/** An assignment, a call, a directive. */
const TERM =
  /^(?:[\w.$@:[\]'"*&<>-]{1,60}\s{0,20}(?::=|[-+*/|.?:]?=)(?!=)\s?\S|[\w.$:@#!-]{1,60}\(.{0,200}\)|[$@.#&][A-Za-z_][\w-]{0,40}\b|[\w.-]{1,60}\s{0,4}:\s{0,2}[\w*$"'-].{0,60}[;,]$)/
