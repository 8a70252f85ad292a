import {
  type CompressOptions,
  DecisionMemory,
  type Door,
  type Headroom,
  type SliceRequest,
} from '../../engine/index.ts'
import { compressBytesOn } from '../compress-bytes.ts'
import { type Call, type FromWorker, type Port, type ToWorker, toPlain } from './messages.ts'
import { patchBetween } from './patch.ts'

/** What a worker answers from: an engine, and a door for what needs no store. */
export interface Served {
  readonly headroom: Headroom
  readonly door?: Pick<Door, 'compress' | 'expand' | 'expandBody' | 'countTokens'>
}

/** In a Web Worker of your own: answers a page's calls. Call it at once, so that no message is missed. */
export function serveHeadroom(port: Port, opening: Promise<Headroom>): void {
  serve(
    port,
    opening.then((headroom) => ({ headroom })),
  )
}

/** The same, with all that a door has. */
export function serve(port: Port, opening: Promise<Served>): void {
  const underWay = new Map<number, AbortController>()
  const memories = new Map<number, DecisionMemory>()
  const tell = (message: FromWorker, transfer: Transferable[] = []): void =>
    port.postMessage(message, { transfer })
  const answer = async (call: Call): Promise<void> => {
    const { id } = call
    const control = new AbortController()
    underWay.set(id, control)
    try {
      const options = optionsOf(call, { memories, control, tell })
      const value = await perform(await opening, { ...call, options })
      tell({ id, value }, buffersOf(value))
    } catch (error) {
      tell({ id, error: toPlain(error) })
    } finally {
      underWay.delete(id)
    }
  }
  opening.catch(() => undefined)
  port.addEventListener('message', ({ data }) => {
    const message = data as ToWorker
    if ('id' in message) void answer(message)
    else if ('abort' in message) underWay.get(message.abort)?.abort(new Error('given up'))
    else if ('forget' in message) memories.delete(message.forget)
  })
}

interface Desk {
  readonly memories: Map<number, DecisionMemory>
  readonly control: AbortController
  readonly tell: (message: FromWorker) => void
}

const COMPRESSING: readonly Call['method'][] = [
  'compress',
  'compressBody',
  'compressBytes',
  'compressOnce',
]

function optionsOf(
  { id, method, options, memory, isWatched }: Call,
  { memories, control, tell }: Desk,
): object | undefined {
  if (!COMPRESSING.includes(method)) return options
  const kept = memory === undefined ? undefined : (memories.get(memory) ?? new DecisionMemory())
  if (memory !== undefined && kept !== undefined) memories.set(memory, kept)
  const watched: CompressOptions = isWatched
    ? { onProgress: (progress) => tell({ id, progress }) }
    : {}
  return {
    ...options,
    ...watched,
    signal: control.signal,
    ...(kept === undefined ? {} : { memory: kept }),
  }
}

async function perform({ headroom, door }: Served, call: Call): Promise<unknown> {
  const { method, subject, options = {}, bounds } = call
  switch (method) {
    case 'compress':
      return patched(subject, await headroom.compress(subject, options))
    case 'compressBody': {
      const { body, ...figures } = await headroom.compressBody(subject as string, options)
      return { body: body === subject ? undefined : body, ...figures }
    }
    case 'compressBytes':
      return await compressBytesOn(headroom, subject as Uint8Array, options)
    case 'inspectBody':
      return await headroom.inspectBody(subject as string)
    case 'retrieve':
      return await headroom.retrieve(
        subject as string,
        call.options as SliceRequest | undefined,
        bounds,
      )
    case 'close':
      return await headroom.close()
    default:
      return await performAtDoor(door, call)
  }
}

async function performAtDoor(door: Served['door'], call: Call): Promise<unknown> {
  const { method, subject, options = {} } = call
  if (door === undefined) throw new Error(`this worker does not serve ${method}`)
  switch (method) {
    case 'compressOnce':
      return patched(subject, await door.compress(subject, options))
    case 'expand':
      return patchBetween(subject, await door.expand(subject))
    case 'expandBody':
      return await door.expandBody(subject as string)
    default:
      return await door.countTokens(subject as string, options)
  }
}

function patched(
  before: unknown,
  { messages, ...figures }: Awaited<ReturnType<Headroom['compress']>>,
): object {
  return { patch: patchBetween(before, messages), ...figures }
}

/** Bytes are moved, not copied. */
function buffersOf(value: unknown): Transferable[] {
  const bytes: unknown = typeof value === 'object' && value !== null && Reflect.get(value, 'bytes')
  return bytes instanceof Uint8Array && bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : []
}
