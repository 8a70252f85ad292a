import { createHeadroom, defaultDirectory } from '../index.ts'
import { SavingsLog } from '../savings/savings-log.ts'
import { isUsageError } from './failure.ts'
import { change, grouped } from './numbers.ts'
import { openOwnShelf } from './own-shelf.ts'
import { type Input, readInput } from './read-input.ts'
import { type Figures, type RunFlags, type RunResult, runInput } from './run-input.ts'
import { tell, warn, writeOut } from './terminal.ts'

/** `headroom compress`: the smaller text on stdout, figures on stderr where a person reads it. */
export async function compressCommand(file: string, flags: RunFlags): Promise<void> {
  const input = await readInput(file)
  if (input.text === undefined) {
    warn(`${input.name} is not valid UTF-8; passed on as it is`)
    writeOut(input.bytes)
    return
  }
  const { output, figures } = await runWithStore(input.text, flags).catch((error: unknown) => {
    // Whatever goes wrong inside costs the saving, never the text; a wrong flag is no such thing.
    if (!isUsageError(error) && flags.json === undefined) writeOut(input.bytes)
    throw error
  })
  if (flags.json) {
    writeOut(`${JSON.stringify({ output, ...figures })}\n`)
    return
  }
  writeOut(output === input.text ? input.bytes : output)
  warnOfBudget(figures)
  warnOfStore(figures)
  tellFigures(input, figures)
}

async function runWithStore(text: string, flags: RunFlags): Promise<RunResult> {
  const { store, scope } = await openOwnShelf({ project: flags.scope })
  const headroom = await createHeadroom({ store, scope })
  try {
    const result = await runInput(headroom, text, flags)
    const { tokensBefore, tokensAfter } = result.figures
    await new SavingsLog(defaultDirectory()).add({
      door: 'cli',
      project: scope,
      tokensSaved: tokensBefore - tokensAfter,
      tokensRetrieved: 0,
    })
    return result
  } finally {
    await headroom.close()
  }
}

function warnOfBudget({ report: { budget } }: Figures): void {
  if (budget === undefined || budget.met) return
  warn(
    `the budget of ${grouped(budget.tokens)} tokens can't be met: ${grouped(budget.missing)} over`,
  )
}

function warnOfStore({ report: { decisions } }: Figures): void {
  const attempts = decisions.flatMap((decision) => decision.attempts)
  if (!attempts.some(({ result }) => result === 'store-failed')) return
  warn(`originals can't be kept in ${defaultDirectory()}; what needs one was not folded`)
}

function tellFigures({ name }: Input, figures: Figures): void {
  const { tokensBefore, tokensAfter, transformsApplied, ccrHashes, report } = figures
  const { milliseconds, foldingWouldSave, dialect } = report
  const by = transformsApplied.length === 0 ? 'nothing to do' : transformsApplied.join(', ')
  tell(
    `${name} (${dialect}): ${grouped(tokensBefore)} → ${grouped(tokensAfter)} tokens, ${change(tokensBefore, tokensAfter)}; ${by}; ${Math.round(milliseconds)} ms`,
  )
  if (ccrHashes.length > 0) tell(`originals: ${ccrHashes.join(' ')}`)
  if (foldingWouldSave > 0) {
    tell(`with --recall folding would save ${grouped(foldingWouldSave)} tokens more`)
  }
}
