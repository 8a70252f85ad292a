import { Buffer } from 'node:buffer'
import type { IncomingMessage } from 'node:http'
import { answerHeaders, HeaderList } from '../../proxy/index.ts'

/** A header as it came: its name in its own case, and its value. */
export type RawHeader = readonly [name: string, value: string]

/** Headers as pairs, in their order, doubled ones twice. */
export function pairsOf(rawHeaders: readonly string[]): readonly RawHeader[] {
  const names = rawHeaders.filter((_, at) => at % 2 === 0)
  return names.map((name, at) => [name, rawHeaders[2 * at + 1] ?? ''])
}

/** Pairs as Node's own requests take them. */
export function headersOf(pairs: readonly RawHeader[]): Headers {
  const headers = new Headers()
  for (const [name, value] of pairs) headers.append(name, value)
  return headers
}

/** The head of a message, its first line given. Values came from a parser: no line ends in them. */
export function headOf(firstLine: string, headers: readonly RawHeader[]): Buffer {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${firstLine}\r\n${lines.join('')}\r\n`, 'latin1')
}

/** The head of an answer after which the connection is closed. */
export function lastHeadOf({ statusCode, statusMessage, rawHeaders }: IncomingMessage): Buffer {
  const passing = answerHeaders(new HeaderList(pairsOf(rawHeaders)), { decoded: false })
  return headOf(`HTTP/1.1 ${statusCode} ${statusMessage}`, [...passing, ['connection', 'close']])
}

/** A whole answer of ours, after which the connection is closed. */
export async function lastBytesOf(answer: Response): Promise<Buffer> {
  const body = Buffer.from(await answer.arrayBuffer())
  const headers: readonly RawHeader[] = [
    ...answer.headers,
    ['content-length', String(body.byteLength)],
    ['connection', 'close'],
  ]
  return Buffer.concat([headOf(`HTTP/1.1 ${answer.status} `, headers), body])
}
