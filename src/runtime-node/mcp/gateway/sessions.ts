import type { McpAnswerer } from '../listen.ts'
import type { GatewayDesk } from './desk.ts'
import { Relay } from './relay.ts'
import type { OpenServer } from './server-process.ts'
import { SessionWire } from './session-wire.ts'

/** Sessions at once; beyond it the one that was asked least lately is ended. */
const MOST_SESSIONS = 64

/** Any number of clients over HTTP, each with a server of its own, as each would have without a gateway. */
export class GatewaySessions implements McpAnswerer {
  readonly #desk: GatewayDesk
  readonly #open: () => Promise<OpenServer>
  readonly #sessions = new Map<string, SessionWire>()

  constructor(desk: GatewayDesk, open: () => Promise<OpenServer>) {
    this.#desk = desk
    this.#open = open
  }

  readonly fetch = async (request: Request): Promise<Response> => {
    const id = request.headers.get('mcp-session-id')
    const session = id === null ? await this.#begun() : this.#used(id)
    return session === undefined ? unknownSession() : await session.handle(request)
  }

  readonly close = async (): Promise<void> => {
    for (const session of this.#sessions.values()) session.end()
  }

  /** A session that is kept, and its server started, once the client has introduced itself. */
  async #begun(): Promise<SessionWire> {
    let own: string | undefined
    const session: SessionWire = new SessionWire({
      onOpen: (id) => {
        own = id
        this.#keep(id, session)
      },
      onClose: () => void this.#sessions.delete(own ?? ''),
    })
    await session.start()
    return session
  }

  #keep(id: string, session: SessionWire): void {
    const [oldest] = this.#sessions.values()
    if (this.#sessions.size >= MOST_SESSIONS) oldest?.end()
    this.#sessions.set(id, session)
    void this.#serve(session)
  }

  async #serve(client: SessionWire): Promise<void> {
    const { wire: server } = await this.#open()
    await new Relay(this.#desk, { client, server }).run()
  }

  #used(id: string): SessionWire | undefined {
    const session = this.#sessions.get(id)
    if (session === undefined) return undefined
    this.#sessions.delete(id)
    this.#sessions.set(id, session)
    return session
  }
}

function unknownSession(): Response {
  const error = { code: -32_001, message: 'Session not found' }
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 404 })
}
