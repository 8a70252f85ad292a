/** The proxy does not know the token. */
export class Refused extends Error {}

/** Asks the proxy that served this page. `path`: below the page, without a slash in front. */
export async function ask(
  path: string,
  { token, signal }: { readonly token: string | undefined; readonly signal: AbortSignal },
): Promise<Response> {
  const headers = token === undefined ? {} : { 'x-headroom-token': token }
  const answer = await fetch(new URL(path, document.baseURI), {
    headers,
    signal,
    cache: 'no-store',
  })
  if (answer.status === 401 || answer.status === 403) throw new Refused('the token is not known')
  if (!answer.ok) throw new Error(`the proxy answers ${answer.status}`)
  return answer
}

/** The data of each server-sent event, until the stream ends. Not `EventSource`: that sends no header. */
export async function* eventsIn(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      const events = (rest + decoder.decode(value, { stream: true })).split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) {
        const data = event.split('\n').filter((line) => line.startsWith('data: '))
        if (data.length > 0) yield data.map((line) => line.slice('data: '.length)).join('\n')
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined)
  }
}
