import { LONGEST_MESSAGE } from './line-splitter.ts'

/** One event of a `text/event-stream`; what it lacks is absent. */
export interface StreamEvent {
  readonly event?: string
  readonly data?: string
  readonly id?: string
  /** Milliseconds to wait before asking again. */
  readonly retry?: string
}

/**
 * The events of a stream, in order (https://html.spec.whatwg.org/multipage/server-sent-events.html).
 * Throws for a line longer than a message may be.
 */
export async function* eventsOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<StreamEvent> {
  const fields: string[] = []
  for await (const line of linesOf(body)) {
    if (line !== '') fields.push(line)
    else if (fields.length > 0) yield eventOf(fields.splice(0))
  }
}

async function* linesOf(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const chunk of body) {
    const text = decoder.decode(chunk, { stream: true })
    rest += text
    if (rest.length > LONGEST_MESSAGE) throw new Error('a line is longer than a message may be')
    // A long line is looked through once, however many chunks it takes.
    if (!HAS_END.test(text)) continue
    const lines = rest.split(LINE_END)
    rest = lines.pop() ?? ''
    yield* lines
  }
}

const HAS_END = /[\n\r]/

/** A CR at the end of a chunk may be half of a line's end, and stays with the rest. */
const LINE_END = /\r\n|\n|\r(?!$)/

function eventOf(lines: readonly string[]): StreamEvent {
  const valuesOf = (name: string): readonly string[] =>
    lines.flatMap((line) =>
      line.startsWith(`${name}:`) ? [line.slice(name.length + 1).replace(/^ /, '')] : [],
    )
  const data = valuesOf('data')
  const single = ['event', 'id', 'retry'].map((name) => [name, valuesOf(name).at(-1)] as const)
  const present = single.filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(present), ...(data.length > 0 ? { data: data.join('\n') } : {}) }
}
