import { createMcpHandler } from '@modelcontextprotocol/server'
import type { ProxyHost } from '../../proxy/index.ts'
import type { McpDesk } from '../mcp/desk.ts'
import { Savings, type SavingsSum } from '../mcp/savings.ts'
import { createMcpServer } from '../mcp/server.ts'

/** What the tools of the protocol work with behind a proxy. */
export interface McpDoorDesk extends Pick<ProxyHost, 'headroomFor' | 'openStore' | 'log'> {
  /** Bytes of the largest message. */
  readonly largest: number
  /** Is told of every call. */
  readonly note: (project: string, added: SavingsSum) => void
}

type Serve = (request: Request) => Promise<Response>
type Asked = Parameters<NonNullable<ProxyHost['mcp']>>[1]

/** Projects whose figures are kept in mind; one that was forgotten begins anew. */
const MOST_PROJECTS = 100

/** Serves the protocol to any number of clients, each with the originals of the project that it names. */
export class McpDoor {
  readonly #desk: McpDoorDesk
  readonly #projects = new Map<string, Promise<Serve>>()

  constructor(desk: McpDoorDesk) {
    this.#desk = desk
  }

  /** Answers one request of a client that may call. */
  async serve(request: Request, asked: Asked): Promise<Response> {
    const { project } = asked
    const known = this.#projects.get(project) ?? this.#open(asked)
    // What could not be opened is tried again by the next request.
    known.catch(() => this.#projects.delete(project))
    this.#projects.delete(project)
    this.#projects.set(project, known)
    const [oldest] = this.#projects.keys()
    if (this.#projects.size > MOST_PROJECTS && oldest !== undefined) this.#projects.delete(oldest)
    return await (await known)(request)
  }

  async #open({ project, version }: Asked): Promise<Serve> {
    const { headroomFor, openStore, note, largest, log } = this.#desk
    const desk: McpDesk = {
      headroom: await headroomFor(project),
      store: await openStore(),
      scope: project,
      // A proxy serves whoever has its token: it reads nobody's files.
      roots: 'none',
      savings: new Savings((added) => note(project, added)),
      version,
    }
    const { fetch } = createMcpHandler(() => createMcpServer(desk), {
      maxRequestBodySize: largest,
      onerror: ({ name }) => log({ event: 'mcp', error: name }),
    })
    return fetch
  }
}
