import { type Control, readControl } from './control.ts'
import { Screen } from './screen.ts'

/**
 * What stays on a terminal that is as tall as it must be. Words are shown only where they stand
 * whole, and in the order in which they were written: what is left of an overwritten line goes, and
 * rows that were redrawn stand where they were drawn last.
 */
export function renderScreen(source: string): string {
  const text = source.includes('\b') ? withoutOverstrikes(source) : source
  const screen = new Screen()
  let at = 0
  while (at < text.length) {
    const end = endOfPlain(text, at)
    if (end > at) screen.write(text.slice(at, end), at)
    at = end
    if (at < text.length) at = obey(text, at, screen)
  }
  return screen.text()
}

/** Bold and underlined letters as manual pages have them: a letter struck twice, or over a `_`. */
function withoutOverstrikes(text: string): string {
  return text.replace(STRUCK_AGAIN, '$1').replace(UNDERLINED, '$1')
}

const STRUCK_AGAIN = /([^\s\b])(?:[\b]\1)+/g
const UNDERLINED = /_[\b]([^\s\b])/g

function endOfPlain(text: string, start: number): number {
  let at = start
  while (at < text.length && !isControl(text.charCodeAt(at))) at++
  return at
}

const TAB = 0x09
const ESCAPE = 0x1b

function isControl(code: number): boolean {
  return code < 0x20 && code !== TAB
}

/** Does what the control character or sequence at `at` says; gives its end. */
function obey(text: string, at: number, screen: Screen): number {
  switch (text.charAt(at)) {
    case '\n':
      screen.lineFeed(at)
      return at + 1
    case '\r':
      screen.moveTo(0)
      return at + 1
    case '\b':
      screen.moveBy(-1)
      return at + 1
    default:
      return text.charCodeAt(at) === ESCAPE ? obeySequence(text, at, screen) : at + 1
  }
}

/** Colours, titles, links and modes are passed over. */
function obeySequence(text: string, at: number, screen: Screen): number {
  const control = readControl(text, at)
  const { final, count } = control
  if (final === '') return control.end
  // Whatever may move the cursor parts what stands on its two sides.
  screen.moveBy(0)
  MOVES[final]?.(screen, Math.min(count ?? 1, FARTHEST))
  CHANGES[final]?.(screen, control, at)
  return control.end
}

/** No terminal is wider or taller. */
const FARTHEST = 1000

/** What the final letter of a sequence does, by its number. */
const MOVES: Readonly<Record<string, (screen: Screen, by: number) => void>> = {
  A: (screen, by) => screen.moveUp(by),
  B: (screen, by) => screen.moveDown(by),
  C: (screen, by) => screen.moveBy(by),
  D: (screen, by) => screen.moveBy(-by),
  E: (screen, by) => {
    screen.moveDown(by)
    screen.moveTo(0)
  },
  F: (screen, by) => {
    screen.moveUp(by)
    screen.moveTo(0)
  },
  G: (screen, by) => screen.moveTo(by - 1),
  M: (screen, by) => screen.deleteRows(by),
  s: (screen) => screen.saveCursor(),
  u: (screen) => screen.restoreCursor(),
}

const toCell = (screen: Screen, { count, second }: Control, at: number): void =>
  screen.moveToCell(Math.min(count ?? 1, FARTHEST), Math.min(second ?? 1, FARTHEST), at)

/** What goes by two numbers, or by where it stands in the source. */
const CHANGES: Readonly<Record<string, (screen: Screen, control: Control, at: number) => void>> = {
  H: toCell,
  f: toCell,
  alternate: (screen, _, at) => screen.startBelow(at),
  J: (screen, { count }, at) => {
    if (count === 2 || count === 3) screen.wipe(at)
    else screen.erase(true, count ?? 0)
  },
  K: (screen, { count }) => screen.erase(false, count ?? 0),
}
