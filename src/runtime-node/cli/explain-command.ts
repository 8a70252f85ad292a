import { createHeadroom } from '../index.ts'
import { explained } from './explain-report.ts'
import { CliFailure } from './failure.ts'
import { readInput } from './read-input.ts'
import { type RunFlags, runInput } from './run-input.ts'
import { paintFor, writeOut } from './terminal.ts'

/** `headroom explain`: a dry run; what a fold would need to keep goes to memory and is gone after. */
export async function explainCommand(file: string, flags: RunFlags): Promise<void> {
  const input = await readInput(file)
  if (input.text === undefined) {
    throw new CliFailure(`${input.name} is not valid UTF-8; compress would pass it on as it is`)
  }
  const scope = flags.scope === undefined ? {} : { scope: flags.scope }
  const headroom = await createHeadroom({ store: 'memory', ...scope })
  try {
    const { figures } = await runInput(headroom, input.text, flags)
    writeOut(
      flags.json
        ? `${JSON.stringify(figures.report)}\n`
        : explained({ name: input.name, figures, paint: paintFor(process.stdout) }),
    )
  } finally {
    await headroom.close()
  }
}
