// An upstream that keeps what it was sent last, and has nothing to say.
import { createServer } from 'node:http'

const usage = { input_tokens: 1, output_tokens: 1 }
const answers = [
  [
    '/messages',
    { type: 'message', role: 'assistant', content: [], stop_reason: 'end_turn', usage },
  ],
  ['/responses', { object: 'response', status: 'completed', output: [], usage }],
  ['/chat/', { object: 'chat.completion', choices: [] }],
  ['', { candidates: [] }],
]

export async function startUpstream() {
  let last = ''
  const server = createServer(async (incoming, outgoing) => {
    const chunks = []
    for await (const chunk of incoming) chunks.push(chunk)
    last = Buffer.concat(chunks).toString()
    const [, answer] = answers.find(([part]) => incoming.url.includes(part))
    outgoing.writeHead(200, { 'content-type': 'application/json' })
    outgoing.end(JSON.stringify(answer))
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    last: () => last,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
