/** A control sequence of a terminal. */
export interface Control {
  readonly end: number
  /** The letter that says what to do; '' for what shows nothing and moves nothing, `?` for what is not understood. */
  readonly final: string
  /** The first number, where there is one. */
  readonly count: number | undefined
  readonly second: number | undefined
}

/** Longest sequence looked for; a lone escape character ends where it stands. */
const LONGEST = 4096

/** Reads the sequence that begins with the escape character at `at`. */
export function readControl(text: string, at: number): Control {
  const kind = text.charAt(at + 1)
  if (kind === '[') return cursorControl(text.slice(at, at + LONGEST_CURSOR), at)
  if (STRINGS.includes(kind)) return stringControl(text.slice(at, at + LONGEST), at)
  if (kind >= ' ' && kind <= '/') {
    const [charset] = CHARSET.exec(text.slice(at, at + LONGEST_CHARSET)) ?? []
    return { ...plain(at + (charset?.length ?? 2)), final: charset === undefined ? '?' : '' }
  }
  const isKnown = kind >= ' ' && kind <= '~'
  return { ...plain(at + (isKnown ? 2 : 1)), final: SHORT[kind] ?? '?' }
}

/** Introducers of texts that are not shown: titles, links, settings, answers. */
const STRINGS: readonly string[] = [']', 'P', '_', '^', 'X']

/** What sequences of two characters do, as the letter of a longer one. */
const SHORT: Readonly<Record<string, string>> = {
  '7': 's',
  '8': 'u',
  M: 'A',
  '=': '',
  '>': '',
}

/** Modes, colours, reports and window settings: nothing on the screen changes its place. */
const SILENT = 'mhlntqcp'
const LONGEST_CURSOR = 80

function cursorControl(sequence: string, at: number): Control {
  const match = CURSOR.exec(sequence)
  if (match === null) return { ...plain(at + 2), final: '?' }
  const [whole, mark = '', numbers = '', letter = ''] = match
  const end = at + whole.length
  const [count, second] = numbers
    .split(';')
    .map((number) => (/^\d{1,6}$/.test(number) ? Number(number) : undefined))
  if (mark === '?' && ALTERNATE.has(count)) return { end, final: 'alternate', count, second }
  const isSilent = SILENT.includes(letter) || mark !== ''
  return { end, final: isSilent ? '' : letter, count, second }
}

/** Private modes that change to another screen and back. */
const ALTERNATE: ReadonlySet<number | undefined> = new Set([47, 1047, 1049])

function stringControl(sequence: string, at: number): Control {
  const [whole] = STRING.exec(sequence) ?? []
  return whole === undefined
    ? { ...plain(at + 2), final: '?' }
    : { ...plain(at + whole.length), final: '' }
}

function plain(end: number): Omit<Control, 'final'> {
  return { end, count: undefined, second: undefined }
}

const ESCAPE = '\\u001b'
const CURSOR = new RegExp(`^${ESCAPE}\\[([?>=<!]?)([0-9;:]{0,60}) ?([@-~])`)
const STRING = new RegExp(`^${ESCAPE}[\\]P_^X][^\\u0007\\u001b\\n]*(?:\\u0007|${ESCAPE}\\\\)`)
const LONGEST_CHARSET = 4
const CHARSET = new RegExp(`^${ESCAPE}[ -/]{1,2}[0-~]`)
