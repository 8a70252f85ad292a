import type { Passage, View } from '../../contracts/compressor.ts'
import { renderScreen } from './screen/render-screen.ts'

/** What a terminal finally shows of progress bars, overwritten lines, moved cursors and colours. */
export const terminalScreen: View = {
  mode: 'view',
  name: 'terminal/screen',
  label: 'terminal screen',
  accepts: ['log', 'build', 'unknown'],
  view: viewScreen,
}

/** A return that is not the end of a line, or a control sequence that moves or erases. */
const OVERWRITES = new RegExp(`\\r(?!\\r{0,8}\\n|$)|[\\b]|${'\\u001b'}\\[[0-9;?]{0,20}[A-HJKMSTfn]`)

/** No terminal is sent these: what holds them is no terminal's text. */
const BINARY = new RegExp(`[${'\\u0000-\\u0006\\u0010-\\u0019\\ufffd'}]`)

function viewScreen({ text }: Passage): string | undefined {
  if (BINARY.test(text) || !(OVERWRITES.test(text) || isColourful(text))) return undefined
  const screen = renderScreen(text)
  return screen === text || screen.trim() === '' ? undefined : screen
}

/** Fewer control sequences than one in so many characters are no noise. */
const RAREST = 50

function isColourful(text: string): boolean {
  const most = Math.ceil(text.length / RAREST)
  let at = text.indexOf('\u001b')
  for (let count = 0; at !== -1; at = text.indexOf('\u001b', at + 1))
    if (++count > most) return true
  return false
}
