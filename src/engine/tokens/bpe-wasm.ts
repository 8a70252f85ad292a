import type { WasmExports } from '../contracts/platform.ts'
import type { Tokenizer } from '../contracts/tokenizer.ts'
import { CHUNK_LENGTH, chunkEnd } from './chunks.ts'
import type { Encoding, EncodingData } from './encodings.ts'

/** What `bpe.wasm` offers; wasm/bpe/index.ts says what each function is for. */
interface BpeModule {
  readonly memory: { readonly buffer: ArrayBuffer }
  classesRoom(): number
  vocabularyRoom(bytes: number): number
  enter(from: number, to: number): number
  textRoom(bytes: number): number
  countO200k(bytes: number): number
  countCl100k(bytes: number): number
}

/** UTF-8 bytes that one UTF-16 unit can need; a pair of surrogates needs four for two. */
const BYTES_PER_UNIT = 3

/** Bytes of vocabulary entered in one call: enough calls for a host to put its best code in place meanwhile. */
const ENTRY_STEP = 65_536

/**
 * A tokenizer over `bpe.wasm`; the instance is its own from then on.
 * `undefined` when the exports are not that module's.
 */
export function createWasmTokenizer(
  exports: WasmExports,
  data: EncodingData,
): Tokenizer | undefined {
  if (!isBpeModule(exports)) return undefined
  fill(exports, data)
  return { name: data.encoding, count: counterOf(exports, data.encoding) }
}

function isBpeModule(exports: WasmExports): exports is WasmExports & BpeModule {
  const { memory } = exports as { readonly memory?: { readonly buffer?: unknown } }
  return (
    memory?.buffer instanceof ArrayBuffer &&
    FUNCTIONS.every((name) => typeof exports[name] === 'function')
  )
}

const FUNCTIONS = [
  'classesRoom',
  'vocabularyRoom',
  'enter',
  'textRoom',
  'countO200k',
  'countCl100k',
] as const

function fill(module: BpeModule, { vocabulary, classes }: EncodingData): void {
  const classesAt = module.classesRoom()
  const vocabularyAt = module.vocabularyRoom(vocabulary.length)
  const memory = new Uint8Array(module.memory.buffer)
  memory.set(classes, classesAt)
  memory.set(vocabulary, vocabularyAt)
  let entered = 0
  while (entered < vocabulary.length) {
    entered = module.enter(entered, Math.min(entered + ENTRY_STEP, vocabulary.length))
  }
}

function counterOf(module: BpeModule, encoding: Encoding): (text: string) => number {
  const encoder = new TextEncoder()
  const countBytes = encoding === 'o200k_base' ? module.countO200k : module.countCl100k
  const rooms = createRooms(module)
  const countChunk = (chunk: string): number => {
    const room = rooms.of(chunk.length)
    return countBytes(asciiInto(chunk, room) ?? encoder.encodeInto(chunk, room).written)
  }
  return (text) => {
    if (text.length <= CHUNK_LENGTH) return countChunk(text)
    let count = 0
    for (let from = 0; from < text.length; ) {
      const end = chunkEnd(text, from)
      count += countChunk(text.slice(from, end))
      from = end
    }
    return count
  }
}

/** Below this, writing characters one by one is quicker than a call of the encoder. */
const SHORT_TEXT = 24

/** Writes a short ASCII text; `undefined` for any other. */
function asciiInto(text: string, room: Uint8Array): number | undefined {
  const { length } = text
  if (length > SHORT_TEXT) return undefined
  for (let at = 0; at < length; at++) {
    const code = text.charCodeAt(at)
    if (code >= 0x80) return undefined
    room[at] = code
  }
  return length
}

interface Rooms {
  /** Where the UTF-8 of a text of so many UTF-16 units fits. */
  of(units: number): Uint8Array
}

/** One room for all chunks of the usual size; a larger one is made for a piece that cannot be cut, and kept. */
function createRooms(module: BpeModule): Rooms {
  let capacity = CHUNK_LENGTH
  let address = module.textRoom(capacity * BYTES_PER_UNIT)
  let view = new Uint8Array(module.memory.buffer, address, capacity * BYTES_PER_UNIT)
  return {
    of(units) {
      if (units > capacity) {
        capacity = units
        address = module.textRoom(capacity * BYTES_PER_UNIT)
      }
      // Growing the memory takes the old view's bytes away.
      if (view.length !== capacity * BYTES_PER_UNIT) {
        view = new Uint8Array(module.memory.buffer, address, capacity * BYTES_PER_UNIT)
      }
      return view
    },
  }
}
