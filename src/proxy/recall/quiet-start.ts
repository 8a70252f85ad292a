import { eventText } from '../answers/event-fields.ts'
import { mayMention } from './mention.ts'

/** Bytes that are kept to be read after all. */
const LARGEST = 4 << 20

const LINE_FEED = 0x0a

/**
 * The beginning of an event stream in which nothing can be ours: chunks of whole events that do not name our tool.
 * They pass without being read; most answers consist of nothing else.
 */
export class QuietStart {
  readonly #passed: Uint8Array[] = []
  #size = 0

  /** What has passed. */
  get passed(): readonly Uint8Array[] {
    return this.#passed
  }

  /** True where the chunk passes, too. Where it does not, nothing may be asked again. */
  passes(chunk: Uint8Array): boolean {
    this.#size += chunk.byteLength
    if (this.#size > LARGEST || !endsEvent(chunk) || mayMention(eventText(chunk))) return false
    this.#passed.push(chunk)
    return true
  }
}

/** True for a chunk with a blank line at its end, as nearly all have it. */
function endsEvent(chunk: Uint8Array): boolean {
  return chunk.at(-1) === LINE_FEED && chunk.at(-2) === LINE_FEED
}
