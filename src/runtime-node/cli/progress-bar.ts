import type { Progress } from '../index.ts'
import { grouped } from './numbers.ts'
import type { Screen } from './terminal.ts'

/** Work that ends sooner needs no bar. */
const WORTH_SHOWING_MS = 1000
/** Before that much time has passed, what remains can't be told. */
const FIRST_GUESS_MS = 200
/** Characters that surely take a second: the engine does 16 to 20 million in one. */
const SURELY_A_SECOND = 20_000_000
const REDRAW_MS = 100
const WIDTH = 30

/** A bar on a terminal for work over a second; nothing anywhere else. */
export class ProgressBar {
  private readonly screen: Screen
  private readonly now: () => number
  private readonly started: number
  private drawnAt = Number.NEGATIVE_INFINITY
  private isDrawn = false

  constructor(screen: Screen, now: () => number = () => performance.now()) {
    this.screen = screen
    this.now = now
    this.started = now()
  }

  /** Draws at once what is sure to take long: one large block says nothing until it is done. */
  begin(characters: number): void {
    if (characters >= SURELY_A_SECOND) this.draw({ done: 0, of: characters })
  }

  update({ charactersDone, characters }: Progress): void {
    const elapsed = this.now() - this.started
    const whole = charactersDone === 0 ? 0 : (elapsed / charactersDone) * characters
    const isLong = elapsed >= FIRST_GUESS_MS && whole >= WORTH_SHOWING_MS
    if (isLong || this.isDrawn) this.draw({ done: charactersDone, of: characters })
  }

  /** Clears the line, so that what follows begins where the bar stood. */
  end(): void {
    if (this.isDrawn) this.screen.write('\r\u001b[K')
    this.isDrawn = false
  }

  private draw({ done, of }: { readonly done: number; readonly of: number }): void {
    const now = this.now()
    if (this.screen.isTTY !== true || now - this.drawnAt < REDRAW_MS) return
    this.drawnAt = now
    this.isDrawn = true
    const share = of === 0 ? 1 : done / of
    const full = Math.round(share * WIDTH)
    const bar = '█'.repeat(full) + '░'.repeat(WIDTH - full)
    const percent = String(Math.floor(share * 100)).padStart(3)
    this.screen.write(`\r${bar} ${percent} % of ${grouped(of)} characters\u001b[K`)
  }
}
