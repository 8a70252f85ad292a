import { createHeadroom, memoryStore, type Store } from '../../../../src/runtime-node/index.ts'
import type { GatewayDesk } from '../../../../src/runtime-node/mcp/gateway/desk.ts'
import {
  type Frame,
  type Message,
  readFrame,
} from '../../../../src/runtime-node/mcp/gateway/frame.ts'
import { FrameQueue } from '../../../../src/runtime-node/mcp/gateway/frame-queue.ts'
import { Relay } from '../../../../src/runtime-node/mcp/gateway/relay.ts'
import type { Wire } from '../../../../src/runtime-node/mcp/gateway/wire.ts'
import { Savings } from '../../../../src/runtime-node/mcp/savings.ts'

/** One side, played by a test. */
class Side implements Wire {
  readonly incoming = new FrameQueue()
  readonly heard: Frame[] = []
  readonly #waiting: (() => void)[] = []
  hasEnded = false

  async send(frame: Frame): Promise<void> {
    this.heard.push(frame)
    for (const wake of this.#waiting.splice(0)) wake()
  }

  end(): void {
    this.hasEnded = true
  }

  /** Says something to the gateway. */
  say(raw: Frame['raw'] | Message): void {
    const isRaw = typeof raw === 'string' || Buffer.isBuffer(raw)
    this.incoming.push({ raw: isRaw ? raw : `${JSON.stringify(raw)}\n` })
  }

  /** What the gateway said next, after as many as were heard before. */
  async next(): Promise<string> {
    const at = this.#read++
    while (this.heard.length <= at)
      await new Promise<void>((resolve) => void this.#waiting.push(resolve))
    return String(this.heard[at]?.raw)
  }

  #read = 0
}

/** A client and a server with a gateway between them. */
export interface Conversation {
  readonly client: Side
  readonly server: Side
  readonly desk: GatewayDesk
  readonly done: Promise<void>
  /** Asks as the client, answers as the server, and gives what the client reads. */
  exchange(request: Message, result: unknown): Promise<string>
}

export async function converse(
  options: Partial<GatewayDesk> & { readonly store?: Store } = {},
): Promise<Conversation> {
  const { store = memoryStore(), ...rest } = options
  const desk: GatewayDesk = {
    headroom: await createHeadroom({ store }),
    store,
    scope: 'default',
    savings: new Savings(),
    preset: 'balanced',
    isLeft: () => false,
    observe: false,
    ...rest,
  }
  const [client, server] = [new Side(), new Side()]
  const done = new Relay(desk, { client, server }).run()
  let id = 0
  const exchange = async (request: Message, result: unknown): Promise<string> => {
    id++
    client.say({ jsonrpc: '2.0', id, ...request })
    await server.next()
    const text = typeof result === 'string' ? result : JSON.stringify(result)
    server.say(`{"jsonrpc":"2.0","id":${id},"result":${text}}\n`)
    return await client.next()
  }
  return { client, server, desk, done, exchange }
}

export function messageIn(line: string): Message {
  return readFrame({ raw: line })?.message ?? {}
}

export function resultIn(line: string): Message {
  return messageIn(line)['result'] as Message
}
