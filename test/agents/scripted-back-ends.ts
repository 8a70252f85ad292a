import { once } from 'node:events'
import { createServer as createWebServer } from 'node:http'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'

/** What a server of the protocol asks in its turn. */
export interface BackEnd {
  readonly port: number
  stop(): void
}

type Row = Readonly<Record<string, string>>

/** A database that answers as PostgreSQL does (https://www.postgresql.org/docs/current/protocol-flow.html): rows of one table, or an error. */
export async function startDatabase(rows: readonly Row[]): Promise<BackEnd> {
  return await listening(
    createServer((socket) => {
      const session = new DatabaseSession(socket, rows)
      socket.on('error', () => undefined)
      socket.on('data', (chunk) => session.take(chunk))
    }),
  )
}

class DatabaseSession {
  readonly #socket: Socket
  readonly #rows: readonly Row[]
  #held: Buffer = Buffer.alloc(0)
  #hasBegun = false
  #asked = ''

  constructor(socket: Socket, rows: readonly Row[]) {
    this.#socket = socket
    this.#rows = rows
  }

  take(chunk: Buffer): void {
    this.#held = Buffer.concat([this.#held, chunk])
    for (let size = this.#size(); this.#held.length >= size; size = this.#size()) {
      const whole = this.#held.subarray(0, size)
      this.#held = this.#held.subarray(size)
      if (this.#hasBegun) this.#answer(whole.toString('latin1', 0, 1), whole.subarray(5))
      else this.#socket.write(Buffer.concat([message('R', int32(0)), READY]))
      this.#hasBegun = true
    }
  }

  /** Bytes of the next message; the first one has no letter before its length. */
  #size(): number {
    const head = this.#hasBegun ? 1 : 0
    const isKnown = this.#held.length >= head + 4
    return isKnown ? head + this.#held.readInt32BE(head) : Number.POSITIVE_INFINITY
  }

  #answer(kind: string, body: Buffer): void {
    if (kind === 'P') this.#asked = body.toString().split('\0')[1] ?? ''
    if (kind === 'Q') this.#socket.write(answerTo(body.toString(), this.#rows))
    if (kind === 'S') this.#socket.write(Buffer.concat([PARSED, answerTo(this.#asked, this.#rows)]))
  }
}

/** Rows or an error, and that the next query may come. */
function answerTo(sql: string, rows: readonly Row[]): Buffer {
  if (sql.includes('none_such')) {
    const error = 'SERROR\0C42P01\0Mrelation "none_such" does not exist\0\0'
    return Buffer.concat([message('E', Buffer.from(error)), READY])
  }
  const isList = sql.includes('information_schema.tables')
  const found = isList ? [{ table_name: 'orders' }] : /^(?:BEGIN|ROLLBACK)/.test(sql) ? [] : rows
  const [head = {}] = found
  const fields = Object.keys(head).map((name) =>
    Buffer.concat([text(name), int32(0), int16(0), int32(25), int16(-1), int32(-1), int16(0)]),
  )
  const lines = found.map((row) => {
    const cells = Object.values(row).map((cell) => Buffer.from(cell))
    const parts = cells.flatMap((cell) => [int32(cell.length), cell])
    return message('D', Buffer.concat([int16(cells.length), ...parts]))
  })
  const shape = message('T', Buffer.concat([int16(fields.length), ...fields]))
  const done = message('C', text(`SELECT ${found.length}`))
  return Buffer.concat([shape, ...lines, done, READY])
}

function message(kind: string, body: Buffer): Buffer {
  return Buffer.concat([Buffer.from(kind), int32(body.length + 4), body])
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

function int16(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeInt16BE(value)
  return bytes
}

function text(value: string): Buffer {
  return Buffer.from(`${value}\0`)
}

/** Ready for the next query. */
const READY = message('Z', Buffer.from('I'))
/** A query with parameters is understood. */
const PARSED = Buffer.concat([message('1', Buffer.alloc(0)), message('2', Buffer.alloc(0))])

/** A forge that answers as GitLab does: projects, a file of theirs, and 404 for all else. */
export async function startForge(file: string): Promise<BackEnd> {
  const server = createWebServer((request, response) => {
    const url = request.url ?? ''
    const body = url.includes('/repository/files/service.log')
      ? fileOf(file)
      : url.includes('/projects?')
        ? Array.from({ length: 40 }, (_, at) => projectOf(at))
        : undefined
    response.writeHead(body === undefined ? 404 : 200, {
      'content-type': 'application/json',
      'x-total': '40',
    })
    response.end(JSON.stringify(body ?? { message: 'Not Found' }))
  })
  return await listening(server)
}

function fileOf(content: string): object {
  return {
    file_name: 'service.log',
    file_path: 'service.log',
    size: content.length,
    encoding: 'base64',
    content: Buffer.from(content).toString('base64'),
    content_sha256: 'a'.repeat(64),
    ref: 'HEAD',
    blob_id: 'b'.repeat(40),
    last_commit_id: 'c'.repeat(40),
  }
}

function projectOf(at: number): object {
  const path = `team-${at % 4}/service-${at}`
  return {
    id: 1000 + at,
    name: `service-${at}`,
    path_with_namespace: path,
    visibility: 'private',
    web_url: `https://forge.example/${path}`,
    description: `Service ${at} of team ${at % 4}`,
    ssh_url_to_repo: `git@forge.example:${path}.git`,
    http_url_to_repo: `https://forge.example/${path}.git`,
    created_at: '2026-01-02T03:04:05.000Z',
    last_activity_at: '2026-05-06T07:08:09.000Z',
    default_branch: 'main',
  }
}

async function listening(server: Server): Promise<BackEnd> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return { port: (server.address() as AddressInfo).port, stop: () => void server.close() }
}
