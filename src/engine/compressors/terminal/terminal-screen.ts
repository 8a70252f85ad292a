import type { Passage, View } from '../../contracts/compressor.ts'
import { renderScreen } from './screen/render-screen.ts'

/** What a terminal finally shows of progress bars, overwritten lines and moved cursors. */
export const terminalScreen: View = {
  mode: 'view',
  name: 'terminal/screen',
  label: 'terminal screen',
  accepts: ['log', 'build', 'unknown'],
  view: viewScreen,
}

/** A return that is not the end of a line, or a control sequence that moves or erases. */
const OVERWRITES = new RegExp(`\\r(?!\\n|$)|[\\b]|${'\\u001b'}\\[[0-9;?]{0,20}[A-HJKSTfn]`)

function viewScreen({ text }: Passage): string | undefined {
  if (!OVERWRITES.test(text)) return undefined
  const screen = renderScreen(text)
  return screen === text ? undefined : screen
}
