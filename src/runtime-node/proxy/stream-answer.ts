import type { ServerResponse } from 'node:http'
import type { ProxyAnswer } from '../../proxy/index.ts'

/**
 * Writes an answer as its body comes, no faster than the client reads. Where the body breaks off, so does
 * the client's connection, behind every byte that came before; a client that goes lets the body go.
 */
export async function streamAnswer(answer: ProxyAnswer, outgoing: ServerResponse): Promise<void> {
  const { status, headers, body } = answer
  if (outgoing.destroyed) return await body?.cancel()
  outgoing.writeHead(status, [...headers].flat())
  if (body === undefined) {
    outgoing.end()
    return
  }
  let hasBegun = false
  flushHead(outgoing, () => hasBegun)
  outgoing.once('close', () => void body.cancel())
  try {
    for (let chunk = await body.next(); chunk !== undefined; chunk = await body.next()) {
      hasBegun = true
      if (!outgoing.write(chunk)) await drained(outgoing)
    }
    outgoing.end()
  } catch {
    await breakAnswerOff(outgoing)
  }
}

/** A head whose body is yet to come goes at once; one that comes with its body goes with it. */
export function flushHead(outgoing: ServerResponse, hasBegun: () => boolean): void {
  process.nextTick(() => {
    // Flushed in vain, it costs a write of nothing.
    if (!hasBegun()) outgoing.flushHeaders()
  })
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
