/** A JSON-RPC message: a request, a notification or an answer, with whatever else it holds. */
export type Message = Readonly<Record<string, unknown>>

/** What came as one piece: a line with its end, or the data of an event; a message, or nonsense. */
export interface Frame {
  /** As it came, to the byte. */
  readonly raw: Buffer | string
  /** Part of a message that is too long to be held. */
  readonly isPiece?: true
}

/** A message of ours, or a changed one. */
export function frameOf(message: Message | string): Frame {
  return { raw: `${typeof message === 'string' ? message : JSON.stringify(message)}\n` }
}

/** The text of a frame and what it says; `undefined` for what is no message, which is passed on as it is; ids are no objects. */
export function readFrame({ raw, isPiece }: Frame): { text: string; message: Message } | undefined {
  if (isPiece === true) return undefined
  try {
    const text = typeof raw === 'string' ? raw : new TextDecoder('utf-8', STRICT).decode(raw)
    const message: unknown = JSON.parse(text)
    return isRecord(message) && typeof message['id'] !== 'object' ? { text, message } : undefined
  } catch {
    return undefined
  }
}

const STRICT = { fatal: true, ignoreBOM: true } as const

/** True for a JSON object. */
export function isRecord(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
