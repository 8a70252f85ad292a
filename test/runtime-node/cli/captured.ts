import { vi } from 'vitest'
import { run } from '../../../src/runtime-node/cli/program.ts'

/** Runs the command line within this process, and gives what it wrote. */
export async function captured(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly said: string; readonly wrong: string }> {
  let said = ''
  let wrong = ''
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text)
    return true
  })
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    wrong += String(text)
    return true
  })
  try {
    const code = await run(args)
    return { code, said, wrong }
  } finally {
    out.mockRestore()
    err.mockRestore()
  }
}
