import { readdir, readFile } from 'node:fs/promises'
import { createHeadroom, type Decision } from '../index.ts'
import { change, grouped } from './numbers.ts'
import { type Figures, type RunFlags, runInput } from './run-input.ts'
import { type Column, printTable } from './table.ts'
import { type Paint, paintFor } from './terminal.ts'

/** Real outputs of real programs, beside the package's source; their README names the origins. */
const SAMPLES = new URL('../../../samples/', import.meta.url)

const README = 'README.md'

/** Compresses every bundled sample, packed only and folded too, and prints what came of it. */
export async function showSamples(): Promise<void> {
  const names = (await readdir(SAMPLES)).filter((name) => name !== README).sort()
  const paint = paintFor(process.stdout)
  const packed = await runAll(names, { preset: 'safe' })
  print('Packed: every byte comes back from the text alone', packed, paint)
  const folded = await runAll(names, { preset: 'balanced', recall: true })
  print('Folded too, where the reader can recall: the original is kept under a ref', folded, paint)
}

interface Sample {
  readonly name: string
  readonly figures: Figures
}

async function runAll(names: readonly string[], flags: RunFlags): Promise<readonly Sample[]> {
  const headroom = await createHeadroom({ store: 'memory' })
  const samples: Sample[] = []
  for (const name of names) {
    const text = await readFile(new URL(name, SAMPLES), 'utf8')
    const { figures } = await runInput(headroom, text, flags)
    samples.push({ name, figures })
  }
  await headroom.close()
  return samples
}

const COLUMNS: readonly Column[] = [
  { title: 'sample', align: 'left' },
  { title: 'kind', align: 'left' },
  { title: 'tokens before', align: 'right' },
  { title: 'after', align: 'right' },
  { title: 'saved', align: 'right' },
  { title: 'proof or ref', align: 'left' },
  { title: 'ms', align: 'right' },
]

function print(title: string, samples: readonly Sample[], paint: Paint): void {
  const rows = samples.map(({ name, figures }) => [name, kindOf(figures), ...sizesOf(figures)])
  const before = samples.reduce((sum, { figures }) => sum + figures.tokensBefore, 0)
  const after = samples.reduce((sum, { figures }) => sum + figures.tokensAfter, 0)
  const total = ['all together', '', grouped(before), grouped(after), change(before, after), '', '']
  const table = printTable(COLUMNS, [...rows, total])
  process.stdout.write(`${paint('bold', title)}\n${table}\n`)
}

function sizesOf({ tokensBefore, tokensAfter, report }: Figures): readonly string[] {
  return [
    grouped(tokensBefore),
    grouped(tokensAfter),
    change(tokensBefore, tokensAfter),
    proofOf(report.decisions),
    String(Math.round(report.milliseconds)),
  ]
}

/** The kind of the only result, or how many results there are. */
function kindOf({ report }: Figures): string {
  const open = report.decisions.filter(isOpen)
  const [first] = open
  return first !== undefined && open.length === 1 ? first.content : `${open.length} tool results`
}

function isOpen(decision: Decision): boolean {
  return decision.outcome !== 'kept' || decision.reason !== 'sealed'
}

/** What stands for the loss of nothing: the proofs of what was packed, the refs of what was folded. */
function proofOf(decisions: readonly Decision[]): string {
  const proofs = new Set<string>()
  const refs = new Set<string>()
  for (const decision of decisions) {
    if (decision.outcome === 'packed') proofs.add(decision.proof)
    if (decision.outcome === 'folded' || decision.outcome === 'viewed') {
      for (const ref of decision.refs) refs.add(ref)
    }
  }
  const named = refs.size > 1 ? [`${refs.size} refs`] : [...refs]
  return [...proofs, ...named].join(', ') || 'as it was'
}
