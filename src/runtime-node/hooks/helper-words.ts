/** What the helper is asked. */
export interface HelperQuestion {
  /** As on the command line behind `headroom hook run`. */
  readonly args: readonly string[]
  /** What the agent wrote. */
  readonly body: Uint8Array
}

/** Asks for the helper's process's id. */
export const ABOUT = '--about'
/** Asks the helper to end. */
export const END = '--end'

/** Bytes of what an agent may write; beyond it the original stands, which nothing could make small in time. */
export const LONGEST_BODY: number = 8 << 20

/** Bytes of the line before a body. */
const LONGEST_LINE = 16 << 10

const NEWLINE = 0x0a

/** One message of either side: a line of JSON that says how many bytes follow, so that half of one is none. */
export interface HelperMessage {
  readonly args: readonly string[]
  readonly body: Buffer
}

/** A message as it is sent. */
export function messageBytes({ args, body }: HelperQuestion): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify({ args, bytes: body.length })}\n`), body])
}

/** Puts one message together from what comes. */
export class MessageReader {
  #chunks: Buffer[] = []
  #length = 0
  #line: { readonly args: readonly string[]; readonly end: number } | undefined

  /** The message, once it has come whole; throws for what is none. */
  push(chunk: Buffer): HelperMessage | undefined {
    this.#chunks.push(chunk)
    this.#length += chunk.length
    this.#line ??= this.#readLine()
    if (this.#line === undefined || this.#length < this.#line.end) return undefined
    const { args, end } = this.#line
    const whole = Buffer.concat(this.#chunks)
    return { args, body: whole.subarray(whole.indexOf(NEWLINE) + 1, end) }
  }

  #readLine(): { readonly args: readonly string[]; readonly end: number } | undefined {
    const head = Buffer.concat(this.#chunks)
    this.#chunks = [head]
    const at = head.indexOf(NEWLINE)
    if (at > LONGEST_LINE || (at < 0 && head.length > LONGEST_LINE)) throw new Error('no message')
    if (at < 0) return undefined
    const { args, bytes } = JSON.parse(head.toString('utf8', 0, at))
    const isList = Array.isArray(args) && args.every((one) => typeof one === 'string')
    if (!isList || !Number.isSafeInteger(bytes) || bytes < 0 || bytes > LONGEST_BODY)
      throw new Error('no message')
    return { args, end: at + 1 + bytes }
  }
}
