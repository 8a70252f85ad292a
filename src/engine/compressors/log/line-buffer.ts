/** Lines between two joins: few enough to die young, many enough to join seldom. */
const JOINED_AT_ONCE = 512

/** Collects lines and joins them as it goes, so that no text lives as half a million pieces. */
export class LineBuffer {
  readonly #lineBreak: string
  readonly #joined: string[] = []
  readonly #lines: string[] = []

  constructor(lineBreak: string) {
    this.#lineBreak = lineBreak
  }

  add(line: string): void {
    this.#lines.push(line)
    if (this.#lines.length === JOINED_AT_ONCE) this.#join()
  }

  /** All lines with breaks between them, and one behind the last if asked for. */
  text(isTerminated: boolean): string {
    this.#join()
    const text = this.#joined.join(this.#lineBreak)
    return isTerminated ? text + this.#lineBreak : text
  }

  #join(): void {
    if (this.#lines.length > 0) this.#joined.push(this.#lines.join(this.#lineBreak))
    this.#lines.length = 0
  }
}
