/** A control sequence: `ESC [ numbers letter`; others are only measured. */
export interface Control {
  readonly end: number
  /** The letter that says what to do; '' for titles, `?` for what is not understood. */
  readonly final: string
  /** The first number, where there is one. */
  readonly count: number | undefined
  readonly second: number | undefined
}

/** Longest sequence looked for; a lone escape character ends where it stands. */
const LONGEST = 400

export function readControl(text: string, at: number): Control {
  const kind = text.charAt(at + 1)
  const sequence = text.slice(at, at + LONGEST)
  if (kind === '[') return cursorControl(sequence, at)
  const title = kind === ']' ? TITLE.exec(sequence)?.[0] : undefined
  if (title !== undefined) return { ...unread(at + title.length), final: '' }
  return unread(at + (kind >= ' ' && kind <= '~' ? 2 : 1))
}

function cursorControl(sequence: string, at: number): Control {
  const match = CURSOR.exec(sequence)
  if (match === null) return unread(at + 2)
  const [whole, numbers = '', final = ''] = match
  const [count, second] = numbers
    .split(';')
    .map((number) => (/^\d{1,6}$/.test(number) ? Number(number) : undefined))
  return { end: at + whole.length, final, count, second }
}

function unread(end: number): Control {
  return { end, final: '?', count: undefined, second: undefined }
}

const ESCAPE = '\\u001b'
const CURSOR = new RegExp(`^${ESCAPE}\\[([0-9;?]{0,40})([@-~])`)
const TITLE = new RegExp(`^${ESCAPE}\\][^\\u0007\\u001b]{0,300}(?:\\u0007|${ESCAPE}\\\\\\\\)`)
