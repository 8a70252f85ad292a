import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'

/** What an upstream on the loopback device was asked. */
export interface Asked {
  readonly method: string
  readonly url: string
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[]
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** Answers one request; what it does not end stays open. */
export type Answering = (
  asked: Asked,
  outgoing: ServerResponse,
  incoming: IncomingMessage,
) => unknown

/** An upstream that does what a test tells it. */
export interface ScriptedUpstream {
  readonly url: string
  readonly asked: Asked[]
  /** What the next requests are answered with. */
  answer: Answering
  stop(): Promise<void>
}

/** Answers `{}` until it is told otherwise. */
export async function startUpstream(): Promise<ScriptedUpstream> {
  const asked: Asked[] = []
  const server = createServer(async (incoming, outgoing) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const { method = '', url = '', rawHeaders, headers } = incoming
    const request = { method, url, rawHeaders, headers, body: Buffer.concat(chunks) }
    asked.push(request)
    await upstream.answer(request, outgoing, incoming)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const upstream: ScriptedUpstream = {
    url: `http://127.0.0.1:${port}`,
    asked,
    answer: plainAnswer,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  return upstream
}

/** An empty object. */
export const plainAnswer: Answering = (_, outgoing) => {
  outgoing.writeHead(200, { 'content-type': 'application/json' })
  outgoing.end('{}')
}
