import { isEngineError } from '../index.ts'

/** What the process ends with; `--help` documents them. */
export const EXIT = { ok: 0, failure: 1, usage: 2 } as const

/** Something that went wrong in a way a person at a terminal can act on; the message says how. */
export class CliFailure extends Error {
  override readonly name = 'CliFailure'
  readonly exitCode: number

  constructor(message: string, exitCode: number = EXIT.failure) {
    super(message)
    this.exitCode = exitCode
  }
}

/** True for an option that the engine refused: the caller has to say something else. */
export function isUsageError(error: unknown): boolean {
  return isEngineError(error) && error.code === 'bad-options'
}
