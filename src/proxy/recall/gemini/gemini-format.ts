import { RECALL_TOOL } from '../../../engine/index.ts'
import { itemsAt, parsed, textAt, valueAt } from '../../answers/json-values.ts'
import { withItems, withValue } from '../../json/json-edit.ts'
import { rawAt, rawItemsAt } from '../../json/json-spans.ts'
import { hasPending, type PendingRecall, pairsByPosition, placeOfTurn } from '../pending.ts'
import type { RecallFormat } from '../recall-format.ts'
import type { PrivateResult, Turn } from '../turn.ts'
import { asFirst, NO_OUTPUT, outputOf, sumOf, withoutOurs, withSomePart } from './answer-object.ts'
import { GeminiSplicer } from './gemini-splicer.ts'
import { callName, isAmbiguous, isOurCall, PARTS, turnOfParts, WAITING_REASON } from './parts.ts'

/** Gemini's `generateContent` and `streamGenerateContent`, the latter as events. */
export const geminiFormat: RecallFormat = {
  openSplicer: () => new GeminiSplicer(),
  readWhole: (json): Turn => ({
    ...turnOfParts(rawItemsAt(json, PARTS)),
    isWaiting: textAt(parsed(json), 'candidates', 0, 'finishReason') === WAITING_REASON,
  }),
  joinWhole,
  askOn: (body, { parts }, results) => {
    const answers = results.map((result) => pairOf(result).result)
    const items = [
      `{"role":"model","parts":[${parts.join(',')}]}`,
      `{"role":"user","parts":[${answers.join(',')}]}`,
    ]
    return withItems(body, ['contents'], { items })
  },
  pairOf,
  withPending,
}

function joinWhole(answers: readonly string[]): string {
  const before = answers.slice(0, -1)
  const shown = answers
    .flatMap((json) => rawItemsAt(json, PARTS))
    .filter((raw) => !isOurCall(parsed(raw)))
  const last = withoutOurs(answers.at(-1) ?? '')
  const filled = before.length === 0 ? last : withValue(last, PARTS, `[${shown.join(',')}]`)
  return asFirst(withSomePart(filled), {
    output: before.map((json) => outputOf(parsed(json)) ?? NO_OUTPUT).reduce(sumOf, NO_OUTPUT),
    id: rawAt(answers[0] ?? '', ['responseId']),
  })
}

function pairOf({ call, text, isError }: PrivateResult): {
  readonly call: string
  readonly result: string
} {
  const id = call.id === '' ? '' : `"id":${JSON.stringify(call.id)},`
  const said = `{"${isError ? 'error' : 'output'}":${JSON.stringify(text)}}`
  const response = `{${id}"name":"${RECALL_TOOL}","response":${said}}`
  return { call: call.raw, result: `{"functionResponse":${response}}` }
}

/** Calls and responses stand at the same places: the provider may count them against each other. */
function withPending(body: string, pending: PendingRecall): string {
  const contents = rawItemsAt(body, ['contents'])
  const isTurn = (raw: string): boolean => placesIn(raw, pending).length > 0
  const at = placeOfTurn(contents, pending, isTurn) ?? -1
  // A turn that is known by its words alone has to stand where it stood.
  if (at !== pending.messages && pending.clientCalls.every(isAmbiguous)) return body
  const [turn, answer] = [contents[at], contents[at + 1]]
  if (turn === undefined || answer === undefined || hasPending(turn, pending)) return body
  const responses = itemsAt(parsed(answer), 'parts').flatMap((part, place) =>
    valueAt(part, 'functionResponse') === undefined ? [] : [place],
  )
  if (responses.length === 0) return body
  const pairs = pairsByPosition(pending.pairs)
  let [calling, answering] = [turn, answer]
  const places = placesIn(turn, pending)
  for (const { position, pairs: group } of pairs) {
    calling = withItems(calling, ['parts'], {
      items: group.map(({ call }) => call),
      position: places[position] ?? (places.at(-1) ?? 0) + 1,
    })
    answering = withItems(answering, ['parts'], {
      items: group.map(({ result }) => result),
      position: responses[position] ?? (responses.at(-1) ?? 0) + 1,
    })
  }
  return withValue(withValue(body, ['contents', at + 1], answering), ['contents', at], calling)
}

function placesIn(content: string, { clientCalls }: PendingRecall): readonly number[] {
  if (!content.includes('functionCall')) return []
  return itemsAt(parsed(content), 'parts').flatMap((part, at) =>
    valueAt(part, 'functionCall') !== undefined && clientCalls.includes(callName(part)) ? [at] : [],
  )
}
