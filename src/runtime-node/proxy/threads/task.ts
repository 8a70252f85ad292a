import type { BlockDecision, CompressReadOptions } from '../../../engine/index.ts'
import type { UnreadableReason } from '../../../storage/index.ts'
import type { KeySource } from '../../originals-key.ts'

/** What a thread is started with: it keeps originals where the proxy does. */
export interface ThreadSettings {
  readonly directory: string
  readonly key: KeySource
  /** Seconds an original outlives its last use. */
  readonly lifetime: number
}

/** What a body is decided by, as far as it can be told to a thread. */
export type TaskOptions = Omit<
  CompressReadOptions,
  'elsewhere' | 'insertions' | 'memory' | 'onProgress' | 'signal'
>

/** A body whose decisions are wanted. */
export interface Task {
  readonly scope: string
  readonly bytes: Uint8Array
  readonly compressUser: boolean
  readonly options: TaskOptions
  /** What was decided for its first blocks. */
  readonly known: readonly BlockDecision[]
  /** One number, other than 0 as soon as nobody waits any more. */
  readonly stop: Int32Array
}

/** What a thread says of a task: its decisions, or that it has none. Beside that, of entries that it couldn't read. */
export type Answer =
  | { readonly decided: readonly BlockDecision[] | undefined }
  | { readonly unreadable: UnreadableReason }
