import {
  type CompressBodyResult,
  type CompressBytesResult,
  type CompressFigures,
  type CompressOptions,
  type CompressResult,
  DecisionMemory,
  EngineError,
  type Headroom,
} from '../../engine/index.ts'
import type { Caller, Hooks } from './line.ts'
import type { Task } from './messages.ts'
import { type Patch, withPatch } from './patch.ts'

/** What a worker answers to `compress`. */
export interface PatchedResult extends CompressFigures {
  readonly patch: Patch | undefined
}

/** What a worker answers to `compressBody`; no body stands for the one that came. */
export interface ChangedBody extends CompressFigures {
  readonly body: string | undefined
}

/** The number by which a worker knows a memory of decisions. */
export type MemoryNumber = (memory: DecisionMemory) => number

/** What the page's side of every engine in a worker offers. */
export interface AwayHeadroom extends Headroom {
  compressBytes(body: Uint8Array, options?: BytesOptions): Promise<CompressBytesResult>
  compressOnce<Messages>(
    messages: Messages,
    options?: CompressOptions,
  ): Promise<CompressResult<Messages>>
}

/** Options of `compressBytes`. */
export interface BytesOptions extends CompressOptions {
  /** Moves the body's buffer into the worker instead of copying it: it cannot be read here afterwards. Default false. */
  readonly transfer?: boolean
}

/** The engine behind a caller, with the interface it has in the thread itself. */
export function headroomOver(call: Caller, numberOf?: MemoryNumber): AwayHeadroom {
  const compressBy = async <Messages>(
    method: 'compress' | 'compressOnce',
    messages: Messages,
    options: CompressOptions,
  ): Promise<CompressResult<Messages>> => {
    const [task, hooks] = split(options, numberOf)
    const { patch, ...figures } = await call<PatchedResult>(
      { method, subject: messages, ...task },
      hooks,
    )
    return { messages: withPatch(messages, patch) as Messages, ...figures }
  }
  return {
    compress: async (messages, options = {}) => await compressBy('compress', messages, options),
    compressOnce: async (messages, options = {}) =>
      await compressBy('compressOnce', messages, options),
    compressBody: async (subject, options = {}): Promise<CompressBodyResult> => {
      const [task, hooks] = split(options, numberOf)
      const { body = subject, ...figures } = await call<ChangedBody>(
        { method: 'compressBody', subject, ...task },
        hooks,
      )
      return { body, ...figures }
    },
    compressBytes: async (subject, { transfer = false, ...options } = {}) => {
      const [task, hooks] = split(options, numberOf)
      const moved = transfer && subject.buffer instanceof ArrayBuffer ? [subject.buffer] : []
      return await call(
        { method: 'compressBytes', subject, ...task },
        { ...hooks, transfer: moved },
      )
    },
    inspectBody: async (subject) => await call({ method: 'inspectBody', subject }),
    retrieve: async (subject, options, bounds) =>
      await call({ method: 'retrieve', subject, options, bounds }),
    close: async () => await call({ method: 'close' }),
  }
}

type Split = [Pick<Task, 'options' | 'memory'>, Hooks]

/** What crosses, and what stays. A memory lives in the worker, under a number; without one the result is the same, only later. */
function split(
  { signal, onProgress, memory, ...options }: CompressOptions,
  numberOf: MemoryNumber | undefined,
): Split {
  if (memory !== undefined && !(memory instanceof DecisionMemory)) {
    throw new EngineError('bad-options', 'compress: memory must be a DecisionMemory')
  }
  const number = memory === undefined ? undefined : numberOf?.(memory)
  const task = number === undefined ? { options } : { options, memory: number }
  return [task, { signal, onProgress }]
}
