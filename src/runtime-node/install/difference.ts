/** Lines shown before and after a change. */
const CONTEXT = 2

/** What changes in a file, as one hunk of a unified diff; secrets are blotted out. */
export function difference(file: string, before: string, after: string): string {
  if (before === after) return ''
  const [old, now] = [linesOf(before), linesOf(after)]
  const same = shared(old, now)
  const rest = shared(old.slice(same).toReversed(), now.slice(same).toReversed())
  const from = Math.max(0, same - CONTEXT)
  const oldTo = Math.min(old.length, old.length - rest + CONTEXT)
  const nowTo = oldTo + now.length - old.length
  const marked = (mark: string, lines: readonly string[]): readonly string[] =>
    lines.map((line) => mark + blotted(line))
  return `${[
    `--- ${before === '' ? '/dev/null' : file}`,
    `+++ ${after === '' ? '/dev/null' : file}`,
    `@@ -${range(from, oldTo)} +${range(from, nowTo)} @@`,
    ...marked(' ', old.slice(from, same)),
    ...marked('-', old.slice(same, old.length - rest)),
    ...marked('+', now.slice(same, now.length - rest)),
    ...marked(' ', old.slice(old.length - rest, oldTo)),
  ].join('\n')}\n`
}

function linesOf(text: string): readonly string[] {
  const lines = text.split('\n')
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines
}

function shared(one: readonly string[], other: readonly string[]): number {
  const at = one.findIndex((line, index) => line !== other[index])
  return at < 0 ? Math.min(one.length, other.length) : at
}

function range(from: number, to: number): string {
  return `${to === from ? from : from + 1},${to - from}`
}

const SECRET_NAME =
  /((?:^|[\s"'{,.])["']?[\w-]{0,40}(?:key|token|secret|passw|auth|credential|cookie)[\w-]{0,40}["']?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,}\]"'[{]+)/gi

/** As variables of the environment are named. */
const VARIABLE =
  /((?:^|[\s"'{,.])["']?[A-Z][A-Z0-9_]{2,}["']?\s*[:=]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|[^\s,}\]"'[{]+)/g

/** Long words in which letters and digits mix are keys more often than not; paths are told by their strokes. */
const SECRET_WORD = /(?<![\w/.@-])(?=[\w+-]*\d)(?=[\w+-]*[A-Za-z])[\w+-]{20,}(?![\w/.-])/g

const BEARER =
  /\b(Bearer|Basic|--?[\w-]*(?:key|token|secret|password)[\w-]*["']?[\s,=]+["']?)\s*[^\s"',]+/gi

/** A line without what may be a secret: values of variables, keys and tokens. */
function blotted(line: string): string {
  const blot = (_: string, name: string, value: string): string =>
    `${name}${/^["']/.test(value) ? '"…"' : '…'}`
  return line
    .replace(SECRET_NAME, blot)
    .replace(VARIABLE, blot)
    .replace(BEARER, (_, name: string) => `${name} …`)
    .replace(SECRET_WORD, '…')
}
