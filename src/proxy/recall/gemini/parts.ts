import { RECALL_TOOL } from '../../../engine/index.ts'
import { parsed, textAt, valueAt } from '../../answers/json-values.ts'
import { type Path, rawAt } from '../../json/json-spans.ts'
import type { PrivateCall } from '../turn.ts'

/** Where an answer holds its parts. */
export const PARTS: Path = ['candidates', 0, 'content', 'parts']

/** The reason of an answer whose calls are to be answered. */
export const WAITING_REASON = 'STOP'

/** True for a part that calls our tool. */
export function isOurCall(part: unknown): boolean {
  return textAt(part, 'functionCall', 'name') === RECALL_TOOL
}

/** The calls among parts, and the parts as a request says them. */
export interface PartsTurn {
  readonly calls: readonly PrivateCall[]
  readonly clientCalls: readonly string[]
  readonly parts: readonly string[]
}

/** Reads parts as they came; empty texts go, unless they carry a signature. */
export function turnOfParts(raws: readonly string[]): PartsTurn {
  const calls: PrivateCall[] = []
  const clientCalls: string[] = []
  for (const raw of raws) {
    const part = parsed(raw)
    if (isOurCall(part)) calls.push(ourCall(part, raw, clientCalls.length))
    else if (valueAt(part, 'functionCall') !== undefined) clientCalls.push(callName(part))
  }
  return { calls, clientCalls, parts: raws.filter((raw) => !isEmpty(parsed(raw))) }
}

function ourCall(part: unknown, raw: string, position: number): PrivateCall {
  const id = textAt(part, 'functionCall', 'id') ?? ''
  return { id, input: rawAt(raw, ['functionCall', 'args']) ?? '{}', raw, position }
}

function isEmpty(part: unknown): boolean {
  return textAt(part, 'text') === '' && textAt(part, 'thoughtSignature') === undefined
}

/** What names a call: its id, else its signature, else all that it says, which others may say too. */
export function callName(part: unknown): string {
  const signature = textAt(part, 'thoughtSignature') ?? textAt(part, 'thought_signature')
  const call = valueAt(part, 'functionCall')
  return textAt(call, 'id') ?? signature ?? wordsOf(call)
}

/** True for names of calls that another call may bear as well. */
export function isAmbiguous(name: string): boolean {
  return name.startsWith(WORDS)
}

const WORDS = 'call:'

function wordsOf(call: unknown): string {
  return `${WORDS}${textAt(call, 'name') ?? ''}${sorted(valueAt(call, 'args') ?? {})}`
}

/**
 * JSON text with members in order: clients send arguments back in one of their own. Empty for arguments
 * nested beyond what can be printed.
 */
function sorted(value: unknown): string {
  try {
    return JSON.stringify(value, (_, inner: unknown) => inOrder(inner))
  } catch {
    return ''
  }
}

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}
