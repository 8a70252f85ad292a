import type { Kind } from './kinds.ts'

/** One thing that can be set: its names, its values, and what it is for. */
export interface Setting<Value> {
  /** The command line's name, without dashes; absent for what must not be read off a list of processes. */
  readonly flag?: string
  /** The environment's name, which is the worker's variable, too. */
  readonly variable: string
  readonly kind: Kind<Value>
  /** Absent where there is none. */
  readonly standard: Value
  /** What it does, in the words of `--help`. */
  readonly about: string
  /** True when `POST /admin/runtime-env` may change it. */
  readonly live?: boolean
  /** True when it is never shown. */
  readonly secret?: boolean
}
