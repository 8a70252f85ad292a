import { parsed, textAt } from '../../answers/json-values.ts'
import { withItems, withValue } from '../../json/json-edit.ts'
import { rawAt, rawItemsAt } from '../../json/json-spans.ts'
import { hasPending, mentions, type PendingRecall, pairsByPosition } from '../pending.ts'
import type { RecallFormat } from '../recall-format.ts'
import type { PrivateResult, Turn } from '../turn.ts'
import { callId, isOutput, turnOfItems } from './items.ts'
import { joinedResponse, outputOf, shownItems } from './response-object.ts'
import { ResponsesSplicer } from './responses-splicer.ts'

/** OpenAI's Responses, where nothing is stored. */
export const responsesFormat: RecallFormat = {
  openSplicer: () => new ResponsesSplicer(),
  readWhole: (json): Turn => ({
    ...turnOfItems(rawItemsAt(json, ['output'])),
    isWaiting: textAt(parsed(json), 'status') === 'completed',
  }),
  joinWhole,
  askOn: (body, { parts }, results) => {
    const answers = results.map((result) => pairOf(result).result)
    return withItems(withInputList(body), ['input'], { items: [...parts, ...answers] })
  },
  pairOf,
  withPending,
}

function joinWhole(answers: readonly string[]): string {
  const before = answers.slice(0, -1)
  return joinedResponse(answers.at(-1) ?? '', {
    items: before.flatMap(shownItems),
    id: rawAt(answers[0] ?? '', ['id']),
    output: before.map(outputOf).reduce((sum, tokens) => sum + tokens, 0),
  })
}

/** A text for input is short for one message of the user's. */
function withInputList(body: string): string {
  const input = rawAt(body, ['input'])
  if (input === undefined || !input.startsWith('"')) return body
  return withValue(body, ['input'], `[{"role":"user","content":${input}}]`)
}

function pairOf({ call, text }: PrivateResult): { readonly call: string; readonly result: string } {
  const head = `{"type":"function_call_output","call_id":${JSON.stringify(call.id)}`
  return { call: call.raw, result: `${head},"output":${JSON.stringify(text)}}` }
}

/** Calls stand among the client's calls, results before the first of the client's results. */
function withPending(body: string, pending: PendingRecall): string {
  const raws = rawItemsAt(body, ['input'])
  const items = raws.map((raw) => (mentions(raw, pending) ? parsed(raw) : undefined))
  const places = placesOf(items, pending)
  const [first, last] = [places[0], places.at(-1)]
  if (first === undefined || last === undefined) return body
  const answered = items.findIndex(
    (item, at) => at > last && isOutput(item) && bears(item, 'call_id', pending),
  )
  const around = raws.slice(Math.max(0, first - pending.pairs.length), answered)
  if (answered === -1 || hasPending(around.join(), pending)) return body
  const results = pending.pairs.map(({ result }) => result)
  let text = withItems(body, ['input'], { items: results, position: answered })
  for (const { position, pairs } of pairsByPosition(pending.pairs)) {
    const calls = pairs.map(({ call }) => call)
    text = withItems(text, ['input'], { items: calls, position: places[position] ?? last + 1 })
  }
  return text
}

function bears(item: unknown, key: string, { clientCalls }: PendingRecall): boolean {
  return clientCalls.includes(textAt(item, key) ?? '')
}

/**
 * Where the client's calls stand: from where the turn began, each the first of its name, since servers
 * may give a name again; in a history that was rewritten, each the only one.
 */
function placesOf(items: readonly unknown[], pending: PendingRecall): readonly number[] {
  const named = (name: string): readonly number[] =>
    items.flatMap((item, at) => (callId(item) === name ? [at] : []))
  return pending.clientCalls.flatMap((name) => {
    const places = named(name)
    const place = places.find((at) => at >= pending.messages)
    return place ?? (places.length === 1 ? places : [])
  })
}
