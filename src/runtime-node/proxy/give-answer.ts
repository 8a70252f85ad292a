import type { ServerResponse } from 'node:http'

/** Writes a whole answer of ours. */
export async function giveAnswer(answer: Response, outgoing: ServerResponse): Promise<void> {
  const body = await answer.text()
  if (outgoing.destroyed) return
  outgoing.writeHead(answer.status, [...answer.headers].flat())
  outgoing.end(body)
}
