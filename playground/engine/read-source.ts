import { readRequestBody } from '../../src/engine/index.ts'
import type { Source, Step } from './protocol.ts'

/** One file of a source as text. */
export interface TextPart {
  readonly name: string
  readonly text: string
}

/** What the engine is to be given. */
export type Prepared =
  | {
      readonly form: 'body'
      readonly body: string
      readonly dialect: string
      readonly model: string
    }
  | { readonly form: 'text'; readonly parts: readonly TextPart[] }

/** Reads every blob as UTF-8 and tells how far it has come. */
export async function textsOf(
  { parts }: Source,
  tell: (step: Step) => void,
): Promise<readonly TextPart[]> {
  const of = parts.reduce((sum, { blob }) => sum + blob.size, 0)
  let done = 0
  const texts: TextPart[] = []
  for (const { name, blob } of parts) {
    const pieces: string[] = []
    const reader = blob.stream().pipeThrough(new TextDecoderStream('utf-8')).getReader()
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      pieces.push(piece.value)
      done += piece.value.length
      tell({ step: 'reading', done: Math.min(done, of), of })
    }
    texts.push({ name, text: pieces.join('') })
  }
  return texts
}

/** A request body or a transcript is a conversation as it stands; all else is what tools printed. */
export function prepare(parts: readonly TextPart[]): Prepared {
  const [first] = parts
  if (first === undefined || parts.length > 1) return { form: 'text', parts }
  return bodyOf(first.text) ?? bodyOf(transcriptOf(first.text) ?? '') ?? { form: 'text', parts }
}

function bodyOf(text: string): Prepared | undefined {
  if (!/^\s*[[{]/.test(text.slice(0, 1000))) return undefined
  const facts = readRequestBody(new TextEncoder().encode(text))?.facts
  if (facts === undefined) return undefined
  return { form: 'body', body: text, dialect: facts.dialect, model: facts.model }
}

/** Lines of JSON that are messages, or hold one, as agents' session files do: the same as one list. */
function transcriptOf(text: string): string | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  if (lines.length < 2 || !lines.every((line) => line.startsWith('{'))) return undefined
  const messages = lines.flatMap((line) => messageIn(line))
  return messages.length < 2 ? undefined : `[${messages.join(',')}]`
}

function messageIn(line: string): readonly string[] {
  try {
    const value: unknown = JSON.parse(line)
    const message = fieldOf(value, 'role') === undefined ? fieldOf(value, 'message') : value
    return typeof fieldOf(message, 'role') === 'string' ? [JSON.stringify(message)] : []
  } catch {
    return []
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
