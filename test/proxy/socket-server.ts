import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'

/** What a socket's upstream does with one upgrade, once it has been noted. */
export type Upgrading = (incoming: IncomingMessage, socket: Socket, head: Buffer) => void

/** An upstream that speaks WebSocket, as far as its clients here need it. */
export interface SocketServer {
  readonly url: string
  /** Every upgrade it was asked for. */
  readonly asked: IncomingMessage[]
  /** Its ends of all connections that were upgraded. */
  readonly sockets: Socket[]
  /** What the next upgrades meet. */
  upgrade: Upgrading
  stop(): Promise<void>
}

/** What the answer to a handshake proves (RFC 6455 §1.3). */
const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11'

/** Echoes every message, and closes when its client does. */
export const echoing: Upgrading = (incoming, socket, head) => {
  const key = incoming.headers['sec-websocket-key'] ?? ''
  const accept = createHash('sha1')
    .update(key + GUID)
    .digest('base64')
  const protocol = incoming.headers['sec-websocket-protocol']?.split(',')[0]
  const lines = [
    'HTTP/1.1 101 Switching Protocols',
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Accept: ${accept}`,
    ...(protocol === undefined ? [] : [`Sec-WebSocket-Protocol: ${protocol}`]),
    'X-Request-Id: s1',
  ]
  socket.write(`${lines.join('\r\n')}\r\n\r\n`)
  let held = head
  const take = (chunk: Buffer): void => {
    held = Buffer.concat([held, chunk])
    for (let frame = frameIn(held); frame !== undefined; frame = frameIn(held)) {
      held = held.subarray(frame.size)
      socket.write(answerTo(frame))
      if (frame.code === CLOSE) socket.end()
    }
  }
  socket.on('data', take)
  take(Buffer.alloc(0))
}

const CLOSE = 8

interface Frame {
  /** First byte: final or not, and what kind. */
  readonly first: number
  readonly code: number
  readonly payload: Buffer
  /** Bytes of the whole frame. */
  readonly size: number
}

/** The first frame of what a client sent; those are masked. */
function frameIn(bytes: Buffer): Frame | undefined {
  if (bytes.length < 2) return undefined
  const first = bytes.readUInt8(0)
  const short = bytes.readUInt8(1) & 0x7f
  const extra = short === 127 ? 8 : short === 126 ? 2 : 0
  if (bytes.length < 6 + extra) return undefined
  const length =
    short === 127 ? Number(bytes.readBigUInt64BE(2)) : short === 126 ? bytes.readUInt16BE(2) : short
  const start = 6 + extra
  if (bytes.length < start + length) return undefined
  const mask = bytes.subarray(2 + extra, start)
  const payload = Buffer.from(bytes.subarray(start, start + length))
  for (const [at, byte] of payload.entries()) payload[at] = byte ^ (mask[at % 4] ?? 0)
  return { first, code: first & 0x0f, payload, size: start + length }
}

function answerTo({ first, payload }: Frame): Buffer {
  const head = Buffer.alloc(10)
  head.writeUInt8(first, 0)
  if (payload.length < 126) {
    head.writeUInt8(payload.length, 1)
    return Buffer.concat([head.subarray(0, 2), payload])
  }
  head.writeUInt8(127, 1)
  head.writeBigUInt64BE(BigInt(payload.length), 2)
  return Buffer.concat([head, payload])
}

export async function startSocketServer(): Promise<SocketServer> {
  const server = createServer((_, outgoing) => outgoing.end('{}'))
  const made: SocketServer = {
    url: '',
    asked: [],
    sockets: [],
    upgrade: echoing,
    stop: async () => {
      for (const socket of made.sockets) socket.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  server.on('upgrade', (incoming, duplex, head) => {
    const socket = duplex as Socket
    socket.on('error', () => undefined)
    socket.on('end', () => socket.end())
    made.asked.push(incoming)
    made.sockets.push(socket)
    made.upgrade(incoming, socket, head)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return Object.assign(made, { url: `http://127.0.0.1:${port}` })
}
