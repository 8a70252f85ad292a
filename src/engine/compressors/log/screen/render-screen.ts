import { readControl } from './control.ts'
import { Screen } from './screen.ts'

/**
 * What stays on a terminal that is as tall as it must be. Words are shown only where they stand
 * whole, and in the order in which they were written: what is left of an overwritten line goes, and
 * rows that were redrawn stand where they were drawn last.
 */
export function renderScreen(text: string): string {
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

/** Colours and whatever else shows nothing are passed over. */
function obeySequence(text: string, at: number, screen: Screen): number {
  const { end, final, count, second } = readControl(text, at)
  MOVES[final]?.(screen, Math.min(count ?? 1, FARTHEST))
  if (final === 'J' && (count ?? 0) > 1) screen.wipe(at)
  else if (final === 'J' || final === 'K') screen.erase(final === 'J', count ?? 0)
  if (final === 'H' || final === 'f') {
    screen.moveToCell(Math.min(count ?? 1, FARTHEST), Math.min(second ?? 1, FARTHEST), at)
  }
  return end
}

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
}

/** No terminal is wider or taller. */
const FARTHEST = 1000
