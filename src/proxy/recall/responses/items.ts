import { RECALL_TOOL } from '../../../engine/index.ts'
import { parsed, textAt } from '../../answers/json-values.ts'
import { withoutValue } from '../../json/json-edit.ts'
import type { PrivateCall } from '../turn.ts'

/** True for an output item that calls our tool, which stands in no namespace. */
export function isOurCall(item: unknown): boolean {
  const isNamed = textAt(item, 'name') === RECALL_TOOL && textAt(item, 'namespace') === undefined
  return isNamed && textAt(item, 'type') === 'function_call'
}

/** The calls in a list of output items, and the items as a request says them. */
export interface ItemsTurn {
  readonly calls: readonly PrivateCall[]
  readonly clientCalls: readonly string[]
  readonly parts: readonly string[]
}

/**
 * Reads output items. A call that the client has to answer has a `call_id`, unless an item of the same
 * output answers it; what the provider runs itself has none. An approval is the client's, too.
 */
export function turnOfItems(raws: readonly string[]): ItemsTurn {
  const items = raws.map(parsed)
  const answered = items.filter(isOutput).map((item) => textAt(item, 'call_id'))
  const calls: PrivateCall[] = []
  const clientCalls: string[] = []
  for (const [at, item] of items.entries()) {
    const id = callId(item)
    if (id === undefined || answered.includes(id)) continue
    if (!isOurCall(item)) clientCalls.push(id)
    else calls.push(ourCall(id, raws[at] ?? '', clientCalls.length))
  }
  return { calls, clientCalls, parts: sayable(raws) }
}

/** The name by which a call is answered; `undefined` for an item that calls nothing of the client's. */
export function callId(item: unknown): string | undefined {
  if (isOutput(item)) return undefined
  if (textAt(item, 'type') === 'mcp_approval_request') return textAt(item, 'id')
  return textAt(item, 'call_id')
}

/** True for an item that holds what a call gave. */
export function isOutput(item: unknown): boolean {
  return textAt(item, 'type')?.endsWith('_output') === true
}

/** Without its own id a call does not depend on the thoughts that led to it. */
function ourCall(id: string, raw: string, position: number): PrivateCall {
  const input = textAt(parsed(raw), 'arguments') ?? ''
  return { id, input, raw: withoutValue(raw, ['id']), position }
}

/**
 * Items as a request may hold them where nothing is stored: thoughts only with their encrypted content,
 * and if some have none, no item by an id, since the provider would look for the thoughts beside it.
 */
function sayable(raws: readonly string[]): readonly string[] {
  const kept = raws.filter((raw) => !isBareThought(parsed(raw)))
  return kept.length === raws.length ? kept : kept.map((raw) => withoutValue(raw, ['id']))
}

function isBareThought(item: unknown): boolean {
  return textAt(item, 'type') === 'reasoning' && textAt(item, 'encrypted_content') === undefined
}
