import type { Outcome } from '../install/change.ts'
import { CliFailure } from './failure.ts'
import { warn, writeOut } from './terminal.ts'

/** Of several agents, one whose settings can't be changed does not keep the others from it. */
export async function forEachAgent<Agent extends { readonly title: string }>(
  agents: readonly Agent[],
  change: (agent: Agent) => Promise<readonly Outcome[]>,
): Promise<void> {
  const failures: string[] = []
  for (const agent of agents) {
    try {
      for (const outcome of await change(agent)) report(agent.title, outcome)
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error))
    }
  }
  if (failures.length > 0) throw new CliFailure(failures.join('\nheadroom: '))
}

function report(title: string, { file, what, shown }: Outcome): void {
  if (shown !== '') writeOut(shown)
  const remark = what === 'removed only ours' ? '; the file was changed since, the rest stays' : ''
  warn(`${title}: ${what} (${file})${remark}`)
}
