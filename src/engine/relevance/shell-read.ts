/** What a shell command that only shows a file shows of it. */
export interface ShellRead {
  readonly command: string | readonly string[]
}

interface Shown {
  readonly path?: string
  readonly from?: number
  readonly to?: number
}

/** Longer commands do more than read. */
const LONGEST_COMMAND = 2000

/**
 * The file that a command line or a list of arguments shows; `undefined` where it does anything else.
 * One reading command, perhaps behind `cd … &&`, perhaps cut by `head`, `tail` or `sed -n` behind a pipe.
 */
export function shellRead(command: ShellRead['command']): Shown | undefined {
  const words = typeof command === 'string' ? wordsOf(command) : unwrapped(command)
  if (words === undefined) return undefined
  const [reading = [], ...cuts] = split(withoutMove(words), '|')
  const shown = readOf(reading, true)
  const lines = cuts.map((cut) => readOf(cut, false))
  if (shown === undefined || lines.includes(undefined)) return undefined
  if (lines.length < 2) return { ...shown, ...lines[0] }
  return shown.path === undefined ? {} : { path: shown.path }
}

/** `bash -lc "…"` is what it is told. */
function unwrapped(words: readonly string[]): readonly string[] | undefined {
  const [shell = '', flags = '', command] = words
  const isShell = /(?:sh|shell)$/.test(shell) && /^-[a-z]*c$/i.test(flags)
  return isShell && command !== undefined ? wordsOf(command) : words
}

const WORD = /'([^']*)'|"([^"$`\\]*)"|(\|\||&&|2?>(?:&1|\s*\/dev\/null)|[|;&<>\n])|([^\s'"|;&<>]+)/g

/** Words and signs; `undefined` for what a shell would work out first. */
function wordsOf(command: string): readonly string[] | undefined {
  if (command.length > LONGEST_COMMAND) return undefined
  const words: string[] = []
  for (const [, single, double, sign, bare] of command.trim().matchAll(WORD)) {
    if (sign?.startsWith('2>') === true) continue
    if (bare !== undefined && /[$`(){}]/.test(bare)) return undefined
    words.push(single ?? double ?? bare ?? (sign === '|' || sign === '&&' ? ` ${sign}` : ' ;'))
  }
  return words
}

/** Signs are kept apart from words by the blank before them. */
function split(words: readonly string[], sign: string): readonly (readonly string[])[] {
  const parts: string[][] = [[]]
  for (const word of words) {
    if (word === ` ${sign}`) parts.push([])
    else parts.at(-1)?.push(word)
  }
  return parts
}

function withoutMove(words: readonly string[]): readonly string[] {
  return words[0] === 'cd' && words[2] === ' &&' ? words.slice(3) : words
}

function readOf(words: readonly string[], needsFile: boolean): Shown | undefined {
  const [name = '', ...rest] = words
  if (rest.some((word) => word.startsWith(' '))) return undefined
  const read = COMMANDS[name.split('/').at(-1)?.toLowerCase() ?? '']
  const found = read?.(rest)
  if (found === undefined) return undefined
  const { files, ...lines } = found
  if (needsFile ? files.length === 0 : files.length > 0) return undefined
  const [path] = files
  const isOne = files.length === 1 && path !== undefined && !/[*?[]/.test(path)
  return isOne ? { path, ...lines } : lines
}

interface Found {
  readonly files: readonly string[]
  readonly from?: number
  readonly to?: number
}

const COMMANDS: Readonly<Record<string, (words: readonly string[]) => Found | undefined>> = {
  cat: plain,
  bat: plain,
  batcat: plain,
  nl: plain,
  less: plain,
  more: plain,
  type: plain,
  gc: plain,
  'get-content': plain,
  sed,
  head: (words) => ends(words, 'head'),
  tail: (words) => ends(words, 'tail'),
}

function plain(words: readonly string[]): Found {
  return { files: words.filter((word) => !word.startsWith('-')) }
}

/** Only `sed -n '12,40p' file` shows lines as they are. */
function sed(words: readonly string[]): Found | undefined {
  const flags = words.filter((word) => word.startsWith('-'))
  const [script = '', ...files] = words.filter((word) => !word.startsWith('-'))
  const [, first, last] = /^(\d{1,7})(?:,(\d{1,7}|\$))?p;?$/.exec(script) ?? []
  const isPlain = flags.includes('-n') && flags.every((flag) => /^-[nEru]$/.test(flag))
  if (first === undefined || !isPlain) return undefined
  const from = Number(first)
  return last === '$' ? { files, from } : { files, from, to: Number(last ?? first) }
}

function ends(words: readonly string[], end: 'head' | 'tail'): Found | undefined {
  const joined = words.join(' ')
  const [flags = '', sign = '', count] =
    /^(?:-n ?|--lines=|-)(\+?)(\d{1,7})(?: |$)/.exec(joined) ?? []
  const files = joined
    .slice(flags.length)
    .split(' ')
    .filter((word) => word !== '')
  if (files.some((file) => file.startsWith('-'))) return undefined
  if (end === 'head') return { files, from: 1, to: Number(count ?? 10) }
  return sign === '+' ? { files, from: Number(count) } : { files }
}
