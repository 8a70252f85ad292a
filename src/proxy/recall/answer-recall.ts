import { RECALL_TOOL } from '../../engine/index.ts'
import { parsed } from '../answers/json-values.ts'
import { type Body, chunksIn, chunksOf } from '../chunks.ts'
import { HeaderList } from '../header-list.ts'
import type { UpstreamAnswer } from '../host.ts'
import { textOf } from '../request/plain-bytes.ts'
import { Stop } from '../stop.ts'
import { without } from '../upstream/headers.ts'
import { mayMention } from './mention.ts'
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
  if (kind === 'events') return streamed(answer, ahead.chunks(), options)
  return kind === 'json' ? await whole(ahead, options) : { ...answer, body: ahead.chunks() }
}

function streamed(answer: UpstreamAnswer, body: Body, options: AnsweringRecall): UpstreamAnswer {
  const headers = withoutLength(answer)
  return { ...answer, headers, body: splicedStream(chunksOf(body), new RecallErrand(options)) }
}

/** How long the body was says nothing of how long it becomes. */
function withoutLength({ headers }: UpstreamAnswer): HeaderList {
  return new HeaderList(without(headers, ['content-length']))
}

async function whole(ahead: ReadAhead, options: AnsweringRecall): Promise<UpstreamAnswer> {
  const text = await textIn(ahead)
  // Nearly all answers: nothing in them can be ours.
  const mayBeOurs = text !== undefined && mayMention(text) && parsed(text) !== undefined
  const joined = mayBeOurs ? await joinedOn(text, options) : undefined
  return joined ?? { ...options.answer, body: ahead.chunks() }
}

/** One answer out of the first and those of all that is asked on; `undefined` where the first stays as it came. */
async function joinedOn(
  first: string,
  options: AnsweringRecall,
): Promise<UpstreamAnswer | undefined> {
  const errand = new RecallErrand(options)
  const answers = [first]
  let turn = errand.format.readWhole(first)
  if (turn.calls.length === 0 && !mayRepeatTool(first, options)) return undefined
  // Whoever serves the client ends `ask` with it; a whole answer has no stream to be cancelled by.
  const gone = new Stop()
  while (goesOn(turn)) {
    const answer = await errand.askOn(turn, gone)
    const body = readableBody(answer)
    if (body === undefined) return answer
    const ahead = new ReadAhead(body)
    const text = await textIn(ahead)
    if (text === undefined || parsed(text) === undefined) return { ...answer, body: ahead.chunks() }
    answers.push(text)
    turn = errand.format.readWhole(text)
  }
  await errand.pend(turn)
  return wholeAnswer(options.answer, errand.format.joinWhole(answers))
}

/** Of all formats, Responses alone says in its answer which tools the request had. */
function mayRepeatTool(json: string, { format }: AnsweringRecall): boolean {
  return format === 'openai-responses' && json.includes(RECALL_TOOL)
}

/** The text of an answer, of a size that can be held. */
async function textIn(ahead: ReadAhead): Promise<string | undefined> {
  const bytes = await ahead.whole(LARGEST_WHOLE)
  return bytes === undefined ? undefined : textOf(bytes)
}

function wholeAnswer(answer: UpstreamAnswer, json: string): UpstreamAnswer {
  const body = chunksIn(new TextEncoder().encode(json))
  return { ...answer, headers: withoutLength(answer), body }
}
