import { parsed, textAt } from '../../answers/json-values.ts'
import { withItems, withValue } from '../json-edit.ts'
import { rawAt, rawItemsAt } from '../json-spans.ts'
import { hasPending, type PendingRecall, pairsByPosition } from '../pending.ts'
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
  if (hasPending(body, pending)) return body
  const items = rawItemsAt(body, ['input']).map((raw) =>
    pending.clientCalls.some((name) => raw.includes(JSON.stringify(name)))
      ? parsed(raw)
      : undefined,
  )
  const isPending = (name: string | undefined): boolean =>
    name !== undefined && pending.clientCalls.includes(name)
  const places = items.flatMap((item, at) => (isPending(callId(item)) ? [at] : []))
  const answered = items.findIndex((item) => isOutput(item) && isPending(textAt(item, 'call_id')))
  const last = places.at(-1)
  if (last === undefined || answered <= last) return body
  const results = pending.pairs.map(({ result }) => result)
  let text = withItems(body, ['input'], { items: results, position: answered })
  for (const { position, pairs } of pairsByPosition(pending.pairs)) {
    const calls = pairs.map(({ call }) => call)
    text = withItems(text, ['input'], { items: calls, position: places[position] ?? last + 1 })
  }
  return text
}
