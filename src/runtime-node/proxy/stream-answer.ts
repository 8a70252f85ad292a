import type { ServerResponse } from 'node:http'

/**
 * Writes an answer as its body comes, no faster than the client reads. Where the body breaks off, so does
 * the client's connection, behind every byte that came before; a client that goes lets the body go.
 */
export async function streamAnswer(answer: Response, outgoing: ServerResponse): Promise<void> {
  const { status, headers, body } = answer
  if (outgoing.destroyed) return await body?.cancel().catch(() => undefined)
  outgoing.writeHead(status, [...headers].flat())
  if (body === null) {
    outgoing.end()
    return
  }
  // A head whose body is yet to come goes at once; one that comes with its body goes with it.
  process.nextTick(() => outgoing.flushHeaders())
  const reader = body.getReader()
  outgoing.once('close', () => void reader.cancel().catch(() => undefined))
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      if (!outgoing.write(read.value)) await drained(outgoing)
    }
    outgoing.end()
  } catch {
    await breakAnswerOff(outgoing)
  }
}

/** Ends the connection in the midst of an answer, once what was written of it has gone out. */
export async function breakAnswerOff(outgoing: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    if (outgoing.destroyed) return resolve()
    outgoing.once('close', resolve)
    outgoing.write('', () => resolve())
  })
  outgoing.destroy()
}

async function drained(outgoing: ServerResponse): Promise<void> {
  if (outgoing.destroyed) return
  await new Promise<void>((resolve) => {
    const go = (): void => {
      outgoing.off('drain', go)
      outgoing.off('close', go)
      resolve()
    }
    outgoing.on('drain', go)
    outgoing.on('close', go)
  })
}
