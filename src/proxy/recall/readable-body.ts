import { type Body, type Chunks, chunksOf } from '../chunks.ts'
import type { UpstreamAnswer } from '../host.ts'
import { ReadAhead } from './read-ahead.ts'

/** The body of what may be an answer of the model's: of status 200, and in no encoding. */
export function readableBody(answer: UpstreamAnswer): Body | undefined {
  const { status, headers, decoded, body } = answer
  const encoding = headers.get('content-encoding') ?? 'identity'
  return status === 200 && (decoded || encoding === 'identity') ? body : undefined
}

/** True for an answer that says it is a stream of events. */
export function saysEvents({ headers }: UpstreamAnswer): boolean {
  return (headers.get('content-type') ?? '').includes('text/event-stream')
}

/** The body of an answer that is a stream of events, whatever it says it is; any other is let go. */
export async function eventsOf(answer: UpstreamAnswer): Promise<Chunks | undefined> {
  const body = readableBody(answer)
  if (body !== undefined && saysEvents(answer)) return chunksOf(body)
  const ahead = answer.body === undefined ? undefined : new ReadAhead(answer.body)
  if (body !== undefined && (await ahead?.kind()) === 'events') return ahead?.chunks()
  await ahead?.chunks().cancel()
  return undefined
}
