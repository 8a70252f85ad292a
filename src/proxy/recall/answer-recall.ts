import { RECALL_TOOL } from '../../engine/index.ts'
import { parsed } from '../answers/json-values.ts'
import type { UpstreamAnswer } from '../host.ts'
import { ReadAhead } from './read-ahead.ts'
import { readableBody, saysEvents } from './readable-body.ts'
import { RecallErrand } from './recall-errand.ts'
import type { AnsweringRecall } from './recall-options.ts'
import { splicedStream } from './spliced-stream.ts'
import { goesOn } from './turn.ts'

export type { AnsweringRecall } from './recall-options.ts'

/** Bytes of an answer in one JSON text that are read to look for private calls. */
const LARGEST_WHOLE = 64 << 20

/**
 * The answer as the client sees it: calls of our tool taken out of it, answered, and what the model
 * says to their results put in their place, streamed or whole, as the upstream's bytes show it. An
 * answer without such a call passes byte for byte, its stream event by event; so does everything that
 * is no answer of status 200, or can't be read because it is encoded (ask the upstream for none).
 *
 * Where a whole answer's continuation fails, its rejection or its status is the answer: the client has
 * seen nothing yet. A stream breaks off instead (see `splicedStream`).
 */
export async function answerRecall(options: AnsweringRecall): Promise<UpstreamAnswer> {
  const { answer } = options
  const body = readableBody(answer)
  if (body === undefined) return answer
  if (saysEvents(answer)) return streamed(answer, body, options)
  const ahead = new ReadAhead(body)
  const kind = await ahead.kind()
  if (kind === 'events') return streamed(answer, ahead.stream(), options)
  return kind === 'json' ? await whole(ahead, options) : { ...answer, body: ahead.stream() }
}

function streamed(
  answer: UpstreamAnswer,
  body: ReadableStream<Uint8Array>,
  options: AnsweringRecall,
): UpstreamAnswer {
  const headers = withoutLength(answer.headers)
  return { ...answer, headers, body: splicedStream(body, new RecallErrand(options)) }
}

/** How long the body was says nothing of how long it becomes. */
function withoutLength(headers: Headers): Headers {
  const kept = new Headers(headers)
  kept.delete('content-length')
  return kept
}

async function whole(first: ReadAhead, options: AnsweringRecall): Promise<UpstreamAnswer> {
  const errand = new RecallErrand(options)
  // Whoever serves the client ends `ask` with it; a whole answer has no stream to be cancelled by.
  const { signal } = new AbortController()
  const answers: string[] = []
  let [answer, ahead] = [options.answer, first]
  while (true) {
    const json = await jsonOf(ahead)
    if (json === undefined) return { ...answer, body: ahead.stream() }
    answers.push(json)
    const turn = errand.format.readWhole(json)
    if (!goesOn(turn)) {
      const isUntouched = answers.length === 1 && turn.calls.length === 0
      if (isUntouched && !mayRepeatTool(json, options)) return { ...answer, body: ahead.stream() }
      await errand.pend(turn)
      return wholeAnswer(options.answer, errand.format.joinWhole(answers))
    }
    answer = await errand.askOn(turn, signal)
    const body = readableBody(answer)
    if (body === undefined) return answer
    ahead = new ReadAhead(body)
  }
}

/** Of all formats, Responses alone says in its answer which tools the request had. */
function mayRepeatTool(json: string, { format }: AnsweringRecall): boolean {
  return format === 'openai-responses' && json.includes(RECALL_TOOL)
}

/** The text of an answer that is JSON, of a size that can be held. */
async function jsonOf(ahead: ReadAhead): Promise<string | undefined> {
  const bytes = await ahead.whole(LARGEST_WHOLE)
  if (bytes === undefined) return undefined
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    return parsed(text) === undefined ? undefined : text
  } catch {
    return undefined
  }
}

function wholeAnswer(answer: UpstreamAnswer, json: string): UpstreamAnswer {
  const { body } = new Response(json)
  return { ...answer, headers: withoutLength(answer.headers), body: body ?? undefined }
}
