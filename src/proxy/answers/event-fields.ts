/** What one server-sent event says. */
export interface EventFields {
  /** Its `event`; empty where it has none. */
  readonly name: string
  /** Its `data` lines, joined by line feeds; absent where it has none. */
  readonly data: string | undefined
  readonly id: string | undefined
  readonly retry: string | undefined
}

const LINE_END = /\r\n|\n|\r/

/** Decodes whole texts only, so that it keeps nothing between them. */
const decoder = new TextDecoder()

/** An event's bytes as text. A byte order mark is left out, bytes that are no UTF-8 become U+FFFD. */
export function eventText(bytes: Uint8Array): string {
  return decoder.decode(bytes)
}

/** Reads the fields of an event's text. Comments and unknown fields say nothing. */
export function fieldsOf(text: string): EventFields {
  let name = ''
  let id: string | undefined
  let retry: string | undefined
  const data: string[] = []
  for (const line of linesOf(text)) {
    const [field, value] = fieldIn(line)
    if (field === 'data') data.push(value)
    else if (field === 'event') name = value
    else if (field === 'id') id = value
    else if (field === 'retry') retry = value
  }
  return { name, data: data.length === 0 ? undefined : data.join('\n'), id, retry }
}

/** Most streams have one kind of line end, which needs no pattern. */
function linesOf(text: string): readonly string[] {
  return text.includes('\r') ? text.split(LINE_END) : text.split('\n')
}

/** Everything before the first colon, and what follows it, less one space. */
function fieldIn(line: string): readonly [field: string, value: string] {
  const colon = line.indexOf(':')
  if (colon === -1) return [line, '']
  return [line.slice(0, colon), line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1)]
}

/**
 * An event's text with other data: its data lines give way to the new ones, every other line stays
 * as it was.
 */
export function withData(text: string, data: string): string {
  const lineEnd = LINE_END.exec(text)?.[0] ?? '\n'
  const fresh = data.split(LINE_END).map((line) => `data: ${line}`)
  const lines = text.split(LINE_END)
  const first = lines.findIndex(isData)
  return lines
    .flatMap((line, at) => (at === first ? fresh : isData(line) ? [] : [line]))
    .join(lineEnd)
}

function isData(line: string): boolean {
  return fieldIn(line)[0] === 'data'
}
