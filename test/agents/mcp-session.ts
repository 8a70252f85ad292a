import { fileURLToPath } from 'node:url'
import { Client, type Transport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'

/** One call of a tool, or a request of another kind. */
export interface Step {
  readonly method: string
  readonly params?: Readonly<Record<string, unknown>>
}

export type Answer = Readonly<Record<string, unknown>>

/** A server from npm, by the name of its command. */
export function binOf(name: string): string {
  return fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url))
}

/** A server that is started for one session. */
export function started(
  command: readonly string[],
  env: Readonly<Record<string, string>>,
): Transport {
  const [file = '', ...args] = command
  return new StdioClientTransport({ command: file, args: [...args], env, stderr: 'ignore' })
}

/** The official client, with all that a client may offer, and what it heard unasked. */
export async function openClient(
  transport: Transport,
): Promise<{ readonly client: Client; readonly said: readonly string[] }> {
  const client = new Client(
    { name: 'test', version: '1' },
    {
      capabilities: {
        sampling: {},
        elicitation: { form: {}, url: {} },
        roots: { listChanged: true },
      },
    },
  )
  client.setRequestHandler('roots/list', () => ({
    roots: [{ uri: 'file:///tmp/one', name: 'one' }],
  }))
  client.setRequestHandler('sampling/createMessage', () => ({
    model: 'none',
    role: 'assistant',
    content: { type: 'text', text: 'a sampled answer' },
  }))
  client.setRequestHandler('elicitation/create', () => ({ action: 'decline' }))
  const said = heardBy(transport)
  await client.connect(transport)
  return { client, said }
}

/** What the server asks for and tells, in no order: it does so when it likes. */
function heardBy(transport: Transport): readonly string[] {
  const said: string[] = []
  const start = transport.start.bind(transport)
  transport.start = async () => {
    const pass = transport.onmessage
    transport.onmessage = (message, extra) => {
      if ('method' in message)
        said.push(JSON.stringify({ method: message.method, params: message.params }))
      pass?.(message, extra)
    }
    await start()
  }
  return said
}

/** Takes the steps one after the other. What fails is an answer, too. */
export async function runSession(
  client: Client,
  steps: readonly Step[],
): Promise<readonly Answer[]> {
  const answers: Answer[] = []
  for (const { method, params } of steps) {
    const token = { ...params, _meta: { progressToken: `step-${answers.length}` } }
    answers.push(await asked(client, method, method === 'tools/call' ? token : (params ?? {})))
  }
  return answers
}

async function asked(client: Client, method: string, params: object): Promise<Answer> {
  try {
    return (await client.request({ method, params: { ...params } }, ANY)) as Answer
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) }
  }
}

/** A schema that takes every result as it is. */
const ANY = {
  '~standard': {
    version: 1,
    vendor: 'test',
    validate: (value: unknown) => ({ value: value as Answer }),
  },
} as const
