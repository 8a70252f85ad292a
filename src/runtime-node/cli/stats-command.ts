import { defaultDirectory } from '../index.ts'
import { DOORS, SavingsLog, type SavingsSum } from '../savings/savings-log.ts'
import { grouped } from './numbers.ts'
import { printTable } from './table.ts'
import { printable, writeOut } from './terminal.ts'

interface StatsFlags {
  readonly project?: string
  readonly json?: boolean
  readonly workspaceDir?: string
}

/** `headroom stats`: what each door has saved, less what was looked up again. */
export async function statsCommand({ project, json, workspaceDir }: StatsFlags): Promise<void> {
  const all = await new SavingsLog(workspaceDir ?? defaultDirectory()).read()
  const sums = all.filter((sum) => project === undefined || sum.project === project)
  if (json === true) return writeOut(`${JSON.stringify(asJson(sums), undefined, 2)}\n`)
  if (sums.length === 0) return writeOut('Nothing has been saved yet.\n')
  const titles = ['door', 'project', 'calls', 'saved', 'looked up again', 'net']
  const columns = titles.map((title, at) => ({ title, align: at < 2 ? 'left' : 'right' }) as const)
  const total = { door: 'all', project: '', ...totalOf(sums) }
  writeOut(printTable(columns, [...sums, total].map(cells)))
}

type Figures = Pick<SavingsSum, 'calls' | 'tokensSaved' | 'tokensRetrieved'>

function cells({
  door,
  project,
  ...figures
}: Figures & { readonly door: string; readonly project: string }): readonly string[] {
  const { calls, tokensSaved, tokensRetrieved } = figures
  const numbers = [calls, tokensSaved, tokensRetrieved, tokensSaved - tokensRetrieved]
  return [door, printable(project), ...numbers.map(signed)]
}

function signed(value: number): string {
  return value < 0 ? `-${grouped(-value)}` : grouped(value)
}

function asJson(sums: readonly SavingsSum[]): object {
  const withNet = (figures: Figures): object => ({
    ...figures,
    tokensNet: figures.tokensSaved - figures.tokensRetrieved,
  })
  const doors = DOORS.map((door) => [
    door,
    withNet(totalOf(sums.filter((sum) => sum.door === door))),
  ])
  return {
    total: withNet(totalOf(sums)),
    doors: Object.fromEntries(doors),
    projects: sums.map(withNet),
  }
}

function totalOf(sums: readonly SavingsSum[]): Figures {
  const sumOf = (name: keyof Figures): number => sums.reduce((sum, one) => sum + one[name], 0)
  return {
    calls: sumOf('calls'),
    tokensSaved: sumOf('tokensSaved'),
    tokensRetrieved: sumOf('tokensRetrieved'),
  }
}
