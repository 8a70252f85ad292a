import { randomBytes } from 'node:crypto'
import { chmod, link, rename, stat, unlink } from 'node:fs/promises'
import { createServer, type Server, type Socket } from 'node:net'
import { ignoreMissing } from '../files.ts'
import { connected } from './helper-client.ts'
import { type HelperPlace, openPlace } from './helper-place.ts'
import { ABOUT, END, type HelperQuestion, MessageReader, messageBytes } from './helper-words.ts'

/** What is answered, and what to do once the asker has used it. */
export interface Reply {
  readonly text: string
  taken?(): void
}

/** Works out replies; whatever it throws or does not know is no reply. */
export type Answerer = (question: HelperQuestion, signal: AbortSignal) => Promise<Reply | undefined>

/** A helper that listens. */
export interface ListeningHelper {
  /** Resolves when it has ended: nobody asked for long, it was told to, or another took its place. */
  readonly ended: Promise<void>
  end(): void
}

/** Milliseconds without a question after which a helper ends. */
const IDLE = 20 * 60_000

/** Milliseconds between two looks whether the address is still this helper's. */
const BETWEEN_LOOKS = 5000

/** Milliseconds that one asker may take. */
const LONGEST_ASKING = 120_000

/** Listens at a place, alone; `undefined` where another helper does. */
export async function listenAsHelper(
  place: HelperPlace,
  answer: Answerer,
  { idle = IDLE }: { readonly idle?: number } = {},
): Promise<ListeningHelper | undefined> {
  openPlace(place)
  const server = createServer()
  const inode = await listenAlone(server, place)
  if (inode === undefined) return undefined
  return served(server, { place, inode, answer, idle })
}

async function isTaken(address: string): Promise<boolean> {
  const socket = await connected(address)
  socket?.destroy()
  return socket !== undefined
}

/** Takes the address, of which one of two that start at once is the first; gives what the socket is known by. */
async function listenAlone(
  server: Server,
  { folder, address }: HelperPlace,
): Promise<number | undefined> {
  if (folder === undefined) return (await listening(server, address)) ? 0 : undefined
  const own = `${address}.${randomBytes(3).toString('hex')}`
  if (!(await listening(server, own))) return undefined
  const { ino } = await stat(own)
  await chmod(own, 0o600)
  try {
    await link(own, address)
    await unlink(own)
  } catch {
    // Another was first, or one that was killed has left its socket behind.
    if (await isTaken(address)) {
      server.close()
      return undefined
    }
    await rename(own, address)
  }
  return ino
}

async function listening(server: Server, address: string): Promise<boolean> {
  return await new Promise((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(address, () => resolve(true))
  })
}

interface Serving {
  readonly place: HelperPlace
  readonly inode: number
  readonly answer: Answerer
  readonly idle: number
}

function served(server: Server, { place, inode, answer, idle }: Serving): ListeningHelper {
  const sockets = new Set<Socket>()
  const isOwn = async (): Promise<boolean> =>
    place.folder === undefined || (await stat(place.address).catch(ignoreMissing))?.ino === inode
  const close = (): void => {
    clearInterval(look)
    clearTimeout(rest)
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  const end = (): void => {
    const gone = isOwn().then(async (own) => {
      if (own && place.folder !== undefined) await unlink(place.address)
    })
    void gone.catch(() => undefined).then(close)
  }
  const rest = setTimeout(end, idle)
  // A folder that can't be looked into says nothing: it goes on.
  const look = setInterval(
    () =>
      void isOwn().then(
        (own) => own || close(),
        () => undefined,
      ),
    BETWEEN_LOOKS,
  )
  server.on('connection', (socket) => {
    rest.refresh()
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    serve(socket, async (question, signal) => {
      const [word] = question.args
      if (word === ABOUT) return { text: String(process.pid) }
      return word === END ? { text: '', taken: end } : await answer(question, signal)
    })
  })
  const ended = new Promise<void>((resolve) => server.once('close', resolve))
  return { ended, end }
}

function serve(socket: Socket, answer: Answerer): void {
  const control = new AbortController()
  const reader = new MessageReader()
  socket.setTimeout(LONGEST_ASKING, () => socket.destroy())
  socket.on('error', () => socket.destroy())
  socket.once('close', () => control.abort())
  const hear = (chunk: Buffer): void => {
    try {
      const question = reader.push(chunk)
      if (question === undefined) return
      socket.off('data', hear)
      void reply(socket, answer(question, control.signal))
    } catch {
      socket.destroy()
    }
  }
  socket.on('data', hear)
}

async function reply(socket: Socket, work: Promise<Reply | undefined>): Promise<void> {
  const made = await work.catch(() => undefined)
  socket.once('data', () => made?.taken?.())
  socket.write(messageBytes({ args: [], body: Buffer.from(made?.text ?? '') }))
}
