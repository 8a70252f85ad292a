import type { Slice, SliceRequest } from '../../../src/engine/index.ts'
import type { UpstreamAnswer } from '../../../src/proxy/host.ts'
import { type AnsweringRecall, answerRecall } from '../../../src/proxy/recall/answer-recall.ts'
import type { PendingRecall } from '../../../src/proxy/recall/pending.ts'
import type { Format } from '../../../src/proxy/upstream/route-of.ts'
import { cutAt, drain, encode, streamOf } from '../answers/streams.ts'
import { PROVIDERS, type Script } from './scripts.ts'

export const ORIGINAL = 'first line\nsecond "line" \u{1F525}\nthird line'

/** Knows one original, and says of the rest what the engine says. */
export async function recall(
  ref: string,
  part: SliceRequest | undefined,
): Promise<Slice | undefined> {
  if (ref === 'broken') throw new Error('/home/someone/store: no such file')
  if (ref !== 'known') return undefined
  if (part !== undefined && 'lines' in part) {
    return {
      content: 'second "line" \u{1F525}\n',
      unit: 'lines',
      position: { from: 2, to: 2 },
      total: 3,
      truncated: false,
    }
  }
  return {
    content: ORIGINAL,
    unit: 'lines',
    position: { from: 1, to: 3 },
    total: 3,
    truncated: false,
  }
}

export function answerOf(
  body: ReadableStream<Uint8Array> | undefined,
  { status = 200, type = 'text/event-stream' }: { status?: number; type?: string } = {},
): UpstreamAnswer {
  const headers = new Headers({ 'content-type': type, 'x-request-id': 'r1' })
  return { status, headers, body, decoded: false }
}

/** For exchanges in which what the client sent is never sent again. */
export async function notAsked(): Promise<UpstreamAnswer> {
  return await Promise.reject(new Error('not to be asked'))
}

export interface Exchange {
  readonly answer: UpstreamAnswer
  readonly asked: readonly string[]
  readonly pending: readonly PendingRecall[]
}

/** One exchange in which the upstream answers as scripted, each next answer to one more question. */
export async function exchange(
  format: Format,
  scripts: readonly Script[],
  options: Partial<AnsweringRecall> & {
    readonly isStream?: boolean
    readonly cuts?: readonly number[]
  } = {},
): Promise<Exchange> {
  const { isStream = true, cuts = [], ...more } = options
  const asked: string[] = []
  const pending: PendingRecall[] = []
  const answerNumber = (number: number): UpstreamAnswer => {
    const given = scripts[number]
    if (given === undefined) throw new Error('asked once too often')
    const provider = PROVIDERS[format]
    const text = isStream ? provider.stream(given, number) : provider.whole(given, number)
    const type = isStream ? 'text/event-stream' : 'application/json'
    return answerOf(streamOf(cutAt(encode(text), cuts)), { type })
  }
  const answer = await answerRecall({
    format,
    answer: answerNumber(0),
    body: PROVIDERS[format].body,
    recall,
    ask: async (body) => {
      asked.push(body)
      return answerNumber(asked.length)
    },
    askAsItCame: notAsked,
    pend: async (one) => void pending.push(one),
    ...more,
  })
  return { answer, asked, pending }
}

export async function textOf(answer: UpstreamAnswer): Promise<{ text: string; error: unknown }> {
  return answer.body === undefined ? { text: '', error: undefined } : await drain(answer.body)
}
