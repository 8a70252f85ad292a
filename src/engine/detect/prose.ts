/** Fewer lines of sentences prove nothing, unless they are long ones. */
const FEWEST_SENTENCES = 3
/** Per cent of written lines. */
const LEAST_SHARE = 40

/**
 * Confidence, 0 … 100, that lines are of a text for people: Markdown, a manual page, a README, what
 * `--help` prints. Always less than for a kind with a form of its own.
 */
export function recognizeProse(lines: readonly string[]): number {
  let [written, sentences, marks, breaks] = [0, 0, 0, 0]
  for (const line of lines) {
    if (line.trim() === '') breaks++
    else {
      written++
      if (SENTENCE.test(line)) sentences++
      else if (MARK.test(line)) marks++
    }
  }
  if (sentences < FEWEST_SENTENCES || (breaks === 0 && sentences * 10 < written * 9)) return 0
  const share = Math.floor(((sentences + marks) * 100) / written)
  if (sentences * 5 < written || share < LEAST_SHARE) return 0
  return Math.min(84, 50 + Math.floor((share * 2) / 5))
}

/** Four words in a row as in a sentence, or an option and what it does. */
const SENTENCE =
  /^[^=;{}|<>\t]{0,200}(?:^|[\s(*_"'`])[A-Za-z\u00c0-\uffff'’-]{1,30}(?:[,.:;]? [A-Za-z\u00c0-\uffff'’`*_([-]{1,30}){3}/
/** Headings, bullets, quotes, fences, numbered points, options, definitions. */
const MARK =
  /^\s{0,12}(?:#{1,6} \S|[-*+•] \S|> |```|~~~|\d{1,3}[.)] \S|-{1,2}[A-Za-z][\w-]{0,40}(?:[ ,=[]|$)|\[[^\]]{1,200}\]: |={3,}$|-{3,}$|\.\. )|^[A-Z][A-Z ,-]{3,60}$/
