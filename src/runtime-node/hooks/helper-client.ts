import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { type HelperPlace, isSafePlace } from './helper-place.ts'
import { ABOUT, END, type HelperQuestion, MessageReader, messageBytes } from './helper-words.ts'

/** What the helper said, and how it is told that the words were used. */
export interface HelperAnswer {
  readonly text: string
  taken(): void
}

/** How a helper is reached that may not run yet. */
export interface HelperDoor {
  readonly place: HelperPlace
  /** The Node that runs it. */
  readonly node: string
  /** When the asker has waited long enough. */
  readonly signal: AbortSignal
}

/** Milliseconds between two looks whether a helper that was started listens. */
const BETWEEN_LOOKS = 15

/** Asks the helper, started where none runs. `undefined` where it has nothing to say, or not in time. */
export async function askHelper(
  { place, node, signal }: HelperDoor,
  question: HelperQuestion,
): Promise<HelperAnswer | undefined> {
  let isStarted = false
  while (!signal.aborted) {
    const socket = isSafePlace(place) ? await connected(place.address) : undefined
    if (socket !== undefined) return await exchange(socket, question, signal)
    if (!isStarted) await startHelper(place, node)
    isStarted = true
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS))
  }
  return undefined
}

/** The process of a helper that runs. */
export async function runningHelper(place: HelperPlace): Promise<number | undefined> {
  const text = await askRunning(place, ABOUT)
  return text === undefined ? undefined : Number(text)
}

/** Ends a helper that runs. */
export async function endHelper(place: HelperPlace): Promise<void> {
  await askRunning(place, END)
}

async function askRunning(place: HelperPlace, word: string): Promise<string | undefined> {
  const socket = isSafePlace(place) ? await connected(place.address) : undefined
  if (socket === undefined) return undefined
  const question = { args: [word], body: new Uint8Array() }
  const answer = await exchange(socket, question, AbortSignal.timeout(LONGEST_WORD))
  answer?.taken()
  return answer?.text
}

/** Milliseconds. */
const LONGEST_WORD = 5000

/** A connection; `undefined` where nobody listens. */
export async function connected(address: string): Promise<Socket | undefined> {
  return await new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => resolve(socket))
    socket.once('error', () => resolve(undefined))
  })
}

async function exchange(
  socket: Socket,
  question: HelperQuestion,
  signal: AbortSignal,
): Promise<HelperAnswer | undefined> {
  const reader = new MessageReader()
  return await new Promise((resolve) => {
    const end = (answer: HelperAnswer | undefined): void => {
      if (answer === undefined) socket.destroy()
      resolve(answer)
    }
    signal.addEventListener('abort', () => end(undefined), { once: true })
    socket.on('error', () => end(undefined))
    socket.on('close', () => end(undefined))
    socket.on('data', (chunk) => {
      try {
        const text = reader.push(chunk)?.body.toString()
        if (text !== undefined) end({ text, taken: () => void socket.end('k') })
      } catch {
        end(undefined)
      }
    })
    socket.write(messageBytes(question))
  })
}

/** It outlives who starts it, holds none of its pipes, and ends by itself when nobody asks any more. */
async function startHelper({ program }: HelperPlace, node: string): Promise<void> {
  // Seldom needed, and slow to load.
  const { spawn } = await import('node:child_process')
  const helper = spawn(node, [program], {
    cwd: tmpdir(),
    detached: true,
    env: neededEnvironment(),
    stdio: 'ignore',
    windowsHide: true,
  })
  helper.on('error', () => undefined)
  helper.unref()
}

/** Not the keys of providers that an agent may have, in a process that outlives it. */
function neededEnvironment(): Readonly<Record<string, string | undefined>> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => NEEDED.test(name)))
}

const NEEDED =
  /^(?:HEADROOM_\w+|HOME|PATH|TMPDIR|TEMP|TMP|USERPROFILE|APPDATA|LOCALAPPDATA|SYSTEMROOT|XDG_CONFIG_HOME|CLAUDE_CONFIG_DIR)$/i
