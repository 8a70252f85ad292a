import { eventText } from './event-fields.ts'

const LINE_FEED = 0x0a
const BLANK_LINE = '\n\n'

/** The text of a chunk that ends where an event does and whose lines all end in line feeds; `undefined` for any other. */
export function textOfEvents(chunk: Uint8Array): string | undefined {
  if (chunk.at(-1) !== LINE_FEED || chunk.at(-2) !== LINE_FEED) return undefined
  const text = eventText(chunk)
  return text.includes('\r') ? undefined : text
}

/** The events of such a text; with signs, those alone in which one stands as soon as the stream has begun. */
export function* eventsThatMatter(
  text: string,
  signs: RegExp | undefined,
  hasBegun: () => boolean,
): Generator<string> {
  let start = 0
  for (let end = text.indexOf(BLANK_LINE); end !== -1; end = text.indexOf(BLANK_LINE, start)) {
    if (signs !== undefined && hasBegun()) return yield* eventsWith(signs, text, start)
    yield text.slice(start, end)
    start = end + BLANK_LINE.length
  }
}

function* eventsWith(signs: RegExp, text: string, from: number): Generator<string> {
  signs.lastIndex = from
  for (let sign = signs.exec(text); sign !== null; sign = signs.exec(text)) {
    const before = text.lastIndexOf(BLANK_LINE, sign.index)
    const end = text.indexOf(BLANK_LINE, sign.index)
    yield text.slice(before === -1 ? 0 : before + BLANK_LINE.length, end)
    signs.lastIndex = end
  }
}
