/**
 * Where a phrase may begin or end, as offsets in ascending order: between words, signs and runs of
 * blanks, never within a word, number, id, version or control sequence. `text` is one stretch.
 */
export function edgesOf(text: string): Int32Array {
  const edges = new Int32Array(text.length + 1)
  let count = 0
  for (let at = 0; at < text.length; ) {
    edges[count++] = at
    at = endOfUnit(text, at)
  }
  edges[count] = text.length
  return edges.subarray(0, count + 1)
}

const SIGN = 0
const LETTER = 1
const DIGIT = 2
/** Signs of which a run is one thing: blanks, rules, dots. */
const RULE = 3
/** Signs that hold numbers, dates, versions and ids together. */
const JOINER = 4
const ESCAPE = 0x1b

const KINDS: Readonly<Uint8Array> = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code)
  if (/[A-Za-z_]/.test(sign)) return LETTER
  if (/[0-9]/.test(sign)) return DIGIT
  if (/[ \t=*#]/.test(sign)) return RULE
  return /[-.:+,~]/.test(sign) ? JOINER : SIGN
})

function endOfUnit(text: string, start: number): number {
  const code = text.charCodeAt(start)
  const kind = kindOf(code)
  if (kind === LETTER || kind === DIGIT) return endOfWord(text, start)
  if (code === ESCAPE) return endOfSequence(text, start)
  if (kind === SIGN) return start + 1
  let end = start + 1
  while (text.charCodeAt(end) === code) end++
  return end
}

/** Beyond ASCII all is letters but general punctuation, arrows, box drawing and CJK signs. */
function kindOf(code: number): number {
  if (code < 0x80) return KINDS[code] ?? SIGN
  if (code >= 0x2500 && code < 0x25a0) return RULE
  const isSign = (code >= 0x2000 && code < 0x2200) || (code >= 0x3000 && code < 0x3020)
  return isSign || code === 0xa0 ? SIGN : LETTER
}

/** A word, with what a joiner beside a digit ties to it: `1.2-rc3`, `10:22:04`, `SKU-7`. */
function endOfWord(text: string, start: number): number {
  let hasDigit = false
  for (let at = start; at < text.length; at++) {
    const kind = kindOf(text.charCodeAt(at))
    if (kind === DIGIT) hasDigit = true
    if (kind === DIGIT || kind === LETTER) continue
    if (kind !== JOINER || !isTied(text, at, hasDigit)) return at
  }
  return text.length
}

function isTied(text: string, joiner: number, hasDigit: boolean): boolean {
  const next = kindOf(text.charCodeAt(joiner + 1))
  return next === DIGIT || (hasDigit && next === LETTER)
}

/** Longest control sequence looked for. */
const LONGEST_SEQUENCE = 300

/** `ESC [ numbers letter` and `ESC ] text BEL` are one unit each. */
function endOfSequence(text: string, start: number): number {
  const match = SEQUENCE.exec(text.slice(start, start + LONGEST_SEQUENCE))
  return start + (match?.[0].length ?? 1)
}

const SEQUENCE = new RegExp(
  `^${'\\u001b'}(?:\\[[0-9;?]*[@-~]|\\][^${'\\u0007\\u001b'}\\n]*(?:${'\\u0007'}|${'\\u001b'}\\\\))`,
)
