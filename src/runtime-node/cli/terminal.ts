import { styleText } from 'node:util'

/** A stream as far as the command line cares: it takes text, and may be a terminal. */
export interface Screen {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

export type Style = 'bold' | 'dim' | 'green' | 'yellow' | 'cyan'

/** Colours a text where the stream is a terminal that wants colours (https://no-color.org). */
export type Paint = (style: Style, text: string) => string

/** The painter for a stream. */
export function paintFor(screen: Screen): Paint {
  const { NO_COLOR = '', TERM } = process.env
  const wantsColour = screen.isTTY === true && NO_COLOR === '' && TERM !== 'dumb'
  // `validateStream` would look at stdout, whichever stream the text is for.
  return (style, text) => (wantsColour ? styleText(style, text, { validateStream: false }) : text)
}

/** Says something to the person, on stderr, under the program's name. */
export function warn(message: string): void {
  process.stderr.write(`headroom: ${message}\n`)
}

/** Says something only a person at a terminal wants to see; agents and pipes are spared. */
export function tell(message: string): void {
  if (process.stderr.isTTY) process.stderr.write(`${message}\n`)
}

/** Writes the outcome. A terminal gets the line break that the text itself may lack. */
export function writeOut(text: string | Uint8Array): void {
  process.stdout.write(text)
  const ends = typeof text === 'string' ? text.endsWith('\n') : text.at(-1) === 0x0a
  if (process.stdout.isTTY && !ends) process.stdout.write('\n')
}

/** A name as a person is shown it. Whoever calls the proxy names a project: nothing in it may steer a terminal. */
export function printable(name: string): string {
  return /^[\p{L}\p{N}\p{P}\p{S} ]*$/u.test(name) ? name : JSON.stringify(name)
}
