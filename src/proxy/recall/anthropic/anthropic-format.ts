import { itemsAt, numberAt, parsed, textAt } from '../../answers/json-values.ts'
import { withItems, withValue } from '../../json/json-edit.ts'
import { rawAt, rawItemsAt } from '../../json/json-spans.ts'
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
import { AnthropicSplicer } from './anthropic-splicer.ts'
import { isClientCall, isOurCall } from './blocks.ts'

/** Anthropic's messages. */
export const anthropicFormat: RecallFormat = {
  openSplicer: () => new AnthropicSplicer(),
  readWhole,
  joinWhole,
  askOn: (body, { parts }, results) => {
    const answers = results.map((result) => pairOf(result).result)
    const items = [
      `{"role":"assistant","content":[${parts.join(',')}]}`,
      `{"role":"user","content":[${answers.join(',')}]}`,
    ]
    return withItems(body, ['messages'], { items })
  },
  pairOf,
  withPending,
}

function readWhole(json: string): Turn {
  const message = parsed(json)
  const calls: PrivateCall[] = []
  const clientCalls: string[] = []
  const parts = rawItemsAt(json, ['content'])
  for (const raw of parts) {
    const block = parsed(raw)
    const id = textAt(block, 'id') ?? ''
    if (isClientCall(block)) clientCalls.push(id)
    if (!isOurCall(block)) continue
    calls.push({ id, input: rawAt(raw, ['input']) ?? '', raw, position: clientCalls.length })
  }
  const isSaid = (raw: string): boolean => textAt(parsed(raw), 'text') !== ''
  const isWaiting = textAt(message, 'stop_reason') === 'tool_use'
  return { calls, clientCalls, parts: parts.filter(isSaid), isWaiting }
}

function joinWhole(answers: readonly string[]): string {
  const shown = answers
    .flatMap((json) => rawItemsAt(json, ['content']))
    .filter((raw) => !isOurCall(parsed(raw)))
  const before = answers
    .slice(0, -1)
    .reduce((sum, json) => sum + (numberAt(parsed(json), 'usage', 'output_tokens') ?? 0), 0)
  const joined = withValue(answers.at(-1) ?? '', ['content'], `[${shown.join(',')}]`)
  const named = withReplaced(joined, ['id'], rawAt(answers[0] ?? '', ['id']))
  return withSum(named, ['usage', 'output_tokens'], before)
}

function pairOf({ call, text, isError }: PrivateResult): {
  readonly call: string
  readonly result: string
} {
  const head = `{"type":"tool_result","tool_use_id":${JSON.stringify(call.id)}`
  const content = `"content":${JSON.stringify(text)}`
  return { call: call.raw, result: `${head},${content}${isError ? ',"is_error":true' : ''}}` }
}

/** Results come first in the message that holds them, as the provider asks. */
function withPending(body: string, pending: PendingRecall): string {
  const messages = rawItemsAt(body, ['messages'])
  const isTurn = (raw: string): boolean => names(raw, 'id', pending)
  const at = placeOfTurn(messages, pending, isTurn) ?? -1
  const [turn, answer] = [messages[at], messages[at + 1]]
  if (turn === undefined || answer === undefined || hasPending(turn, pending)) return body
  if (!names(answer, 'tool_use_id', pending)) return body
  const results = pending.pairs.map(({ result }) => result)
  const answered = withItems(answer, ['content'], { items: results, position: 0 })
  const whole = withValue(body, ['messages', at + 1], answered)
  return withValue(whole, ['messages', at], withCalls(turn, pending))
}

/** True for a message one of whose blocks bears the name of a client's call there. */
function names(raw: string, key: string, pending: PendingRecall): boolean {
  if (!mentions(raw, pending)) return false
  const blocks = itemsAt(parsed(raw), 'content')
  return blocks.some((block) => pending.clientCalls.includes(textAt(block, key) ?? ''))
}

function withCalls(turn: string, { pairs, clientCalls }: PendingRecall): string {
  const places = itemsAt(parsed(turn), 'content').flatMap((block, at) =>
    clientCalls.includes(textAt(block, 'id') ?? '') ? [at] : [],
  )
  let text = turn
  for (const { position, pairs: group } of pairsByPosition(pairs)) {
    const place = places[position] ?? (places.at(-1) ?? 0) + 1
    text = withItems(text, ['content'], { items: group.map(({ call }) => call), position: place })
  }
  return text
}
