/** A control sequence: `ESC [ numbers letter`; others are only measured. */
export interface Control {
  readonly end: number
  /** The letter that says what to do; '' for sequences that do not matter here. */
  readonly final: string
  /** The first number, where there is one. */
  readonly count: number | undefined
}

/** Longest sequence looked for; a lone escape character ends where it stands. */
const LONGEST = 400

export function readControl(text: string, at: number): Control {
  const kind = text.charAt(at + 1)
  const sequence = text.slice(at, at + LONGEST)
  if (kind === '[') {
    const [whole = '', numbers = '', final = ''] = CURSOR.exec(sequence) ?? []
    if (whole === '') return { end: at + 2, final: '', count: undefined }
    const first = /^\d{1,6}/.exec(numbers)?.[0]
    return { end: at + whole.length, final, count: first === undefined ? undefined : Number(first) }
  }
  if (kind === ']') {
    const whole = TITLE.exec(sequence)?.[0] ?? ''
    return { end: at + Math.max(2, whole.length), final: '', count: undefined }
  }
  return { end: at + (kind === '' ? 1 : 2), final: '', count: undefined }
}

const ESCAPE = '\\u001b'
const CURSOR = new RegExp(`^${ESCAPE}\\[([0-9;?]{0,40})([@-~])`)
const TITLE = new RegExp(`^${ESCAPE}\\][^\\u0007\\u001b]{0,300}(?:\\u0007|${ESCAPE}\\\\\\\\)`)
