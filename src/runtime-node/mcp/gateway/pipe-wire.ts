import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { Frame } from './frame.ts'
import { LineSplitter } from './line-splitter.ts'
import type { Wire } from './wire.ts'

/** A side that speaks in lines over two pipes. */
export function pipeWire(from: Readable, to: Writable): Wire {
  const sink = new LineSink(to)
  return {
    incoming: linesOf(from),
    send: async (frame) => await sink.write(frame),
    end: () => to.end(),
  }
}

async function* linesOf(from: Readable): AsyncGenerator<Frame> {
  const splitter = new LineSplitter()
  try {
    for await (const chunk of from) yield* splitter.push(chunk)
  } catch {
    // A pipe that breaks has ended.
  }
  yield* splitter.end()
}

/** Writes whole lines; a message that comes in pieces is not broken into. */
class LineSink {
  readonly #to: Writable
  #isMidLine = false
  readonly #waiting: Frame[] = []

  constructor(to: Writable) {
    this.#to = to
    to.on('error', () => undefined)
  }

  async write(frame: Frame): Promise<void> {
    if (this.#isMidLine && frame.isPiece !== true) {
      this.#waiting.push(frame)
      return
    }
    const frames = [frame]
    this.#isMidLine = frame.isPiece === true && !endsLine(frame.raw)
    if (!this.#isMidLine) frames.push(...this.#waiting.splice(0))
    for (const { raw } of frames) await this.#put(raw)
  }

  async #put(raw: Buffer | string): Promise<void> {
    if (!this.#to.writable || this.#to.write(raw)) return
    const control = new AbortController()
    const ended = ['drain', 'close'].map(async (name) => await once(this.#to, name, control))
    await Promise.race(ended).catch(() => undefined)
    control.abort()
    await Promise.allSettled(ended)
  }
}

function endsLine(raw: Buffer | string): boolean {
  return raw.at(-1) === 0x0a || raw.at(-1) === '\n'
}
