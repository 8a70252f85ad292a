import { itemsAt, numberAt, parsed, textAt, valueAt } from '../../answers/json-values.ts'
import { withItems, withoutValue, withValue } from '../../json/json-edit.ts'
import { type Path, rawAt, rawItemsAt } from '../../json/json-spans.ts'
import {
  hasPending,
  mentions,
  type PendingRecall,
  pairsByPosition,
  placeOfTurn,
} from '../pending.ts'
import type { RecallFormat } from '../recall-format.ts'
import { withReplaced, withSum } from '../sums.ts'
import type { PrivateCall, PrivateResult, Turn } from '../turn.ts'
import { isOurCall, isWaitingReason } from './calls.ts'
import { ChatSplicer } from './chat-splicer.ts'
import { GrowingMessage } from './growing-message.ts'

/** OpenAI's chat completions, and what speaks like them. */
export const chatFormat: RecallFormat = {
  openSplicer: () => new ChatSplicer(),
  readWhole,
  joinWhole,
  askOn: (body, { parts }, results) => {
    const answers = results.map((result) => pairOf(result).result)
    return withItems(body, ['messages'], { items: [...parts, ...answers] })
  },
  pairOf,
  withPending,
}

const MESSAGE: Path = ['choices', 0, 'message']

function readWhole(json: string): Turn {
  const answer = parsed(json)
  const raws = rawItemsAt(json, [...MESSAGE, 'tool_calls'])
  const calls: PrivateCall[] = []
  const clientCalls: string[] = []
  for (const raw of raws) {
    const call = parsed(raw)
    const id = textAt(call, 'id') ?? ''
    const input = textAt(call, 'function', 'arguments') ?? ''
    if (isOurCall(call)) calls.push({ id, input, raw, position: clientCalls.length })
    else clientCalls.push(id)
  }
  const message = new GrowingMessage()
  message.add(valueAt(answer, ...MESSAGE), json, MESSAGE)
  const reason = textAt(answer, 'choices', 0, 'finish_reason')
  const parts = [message.textWith(raws)]
  return { calls, clientCalls, parts, isWaiting: isWaitingReason(reason) }
}

function joinWhole(answers: readonly string[]): string {
  const values = answers.map(parsed)
  const output = values.map((answer) => numberAt(answer, 'usage', 'completion_tokens') ?? 0)
  const before = output.slice(0, -1).reduce((sum, tokens) => sum + tokens, 0)
  let text = withoutOurs(answers.at(-1) ?? '')
  for (const name of textsOf(values)) {
    const said = values.map((answer) => textAt(answer, ...MESSAGE, name) ?? '').join('')
    if (answers.length > 1) text = withValue(text, [...MESSAGE, name], JSON.stringify(said))
  }
  for (const name of ['id', 'created']) {
    text = withReplaced(text, [name], rawAt(answers[0] ?? '', [name]))
  }
  const counted = withSum(text, ['usage', 'completion_tokens'], before)
  return withSum(counted, ['usage', 'total_tokens'], before)
}

/** The texts that messages before the last hold. */
function textsOf(answers: readonly unknown[]): ReadonlySet<string> {
  const names = answers.slice(0, -1).flatMap((answer) => {
    const members = Object.entries(valueAt(answer, ...MESSAGE) ?? {})
    return members.filter(([, value]) => typeof value === 'string').map(([name]) => name)
  })
  return new Set(names.filter((name) => name !== 'role'))
}

function withoutOurs(json: string): string {
  const path = [...MESSAGE, 'tool_calls']
  const raws = rawItemsAt(json, path)
  const shown = raws.filter((raw) => !isOurCall(parsed(raw)))
  if (shown.length === raws.length) return json
  return shown.length === 0
    ? withoutValue(json, path)
    : withValue(json, path, `[${shown.join(',')}]`)
}

function pairOf({ call, text }: PrivateResult): { readonly call: string; readonly result: string } {
  const head = `{"role":"tool","tool_call_id":${JSON.stringify(call.id)}`
  return { call: call.raw, result: `${head},"content":${JSON.stringify(text)}}` }
}

/** Results come right behind the message that calls, before those of the client's. */
function withPending(body: string, pending: PendingRecall): string {
  const messages = rawItemsAt(body, ['messages'])
  const isTurn = (raw: string): boolean => placesIn(raw, pending).length > 0
  const at = placeOfTurn(messages, pending, isTurn) ?? -1
  const [turn, answer] = [messages[at], messages[at + 1]]
  if (turn === undefined || answer === undefined || hasPending(turn, pending)) return body
  if (!pending.clientCalls.includes(textAt(parsed(answer), 'tool_call_id') ?? '')) return body
  const results = pending.pairs.map(({ result }) => result)
  const whole = withItems(body, ['messages'], { items: results, position: at + 1 })
  return withValue(whole, ['messages', at], withCalls(turn, pending))
}

/** Where the client's calls stand in a message. */
function placesIn(turn: string, pending: PendingRecall): readonly number[] {
  if (!mentions(turn, pending)) return []
  return itemsAt(parsed(turn), 'tool_calls').flatMap((call, at) =>
    pending.clientCalls.includes(textAt(call, 'id') ?? '') ? [at] : [],
  )
}

function withCalls(turn: string, pending: PendingRecall): string {
  const places = placesIn(turn, pending)
  let text = turn
  for (const { position, pairs } of pairsByPosition(pending.pairs)) {
    const place = places[position] ?? (places.at(-1) ?? 0) + 1
    text = withItems(text, ['tool_calls'], {
      items: pairs.map(({ call }) => call),
      position: place,
    })
  }
  return text
}
