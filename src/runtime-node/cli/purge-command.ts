import { createInterface } from 'node:readline/promises'
import type { Readable, Writable } from 'node:stream'
import { removeEmptyFolders, removeEntry, storedEntries } from '../file-inventory.ts'
import { defaultDirectory } from '../index.ts'
import { CliFailure, EXIT } from './failure.ts'
import { asBytes, grouped } from './numbers.ts'
import { isChosen, type Kept, KINDS, keptOf, type Selection } from './purge-selection.ts'
import { printTable } from './table.ts'
import { printable, writeOut } from './terminal.ts'

export interface PurgeFlags {
  readonly project?: string
  /** Milliseconds. */
  readonly olderThan?: number
  readonly all?: true
  readonly dryRun?: true
  readonly yes?: true
  readonly workspaceDir?: string
}

/** `headroom purge`: says what of the originals and notes would go, asks, and removes it. */
export async function purgeCommand(flags: PurgeFlags): Promise<void> {
  const directory = flags.workspaceDir ?? defaultDirectory()
  const chosen = await choose(directory, selectionOf(flags))
  writeOut(summaryOf(chosen, directory))
  if (chosen.length === 0) return
  if (flags.dryRun) {
    writeOut('nothing was removed: --dry-run\n')
    return
  }
  if (!flags.yes && !(await mayGo(chosen.length))) {
    writeOut('nothing was removed\n')
    return
  }
  writeOut(await remove(chosen, directory))
}

function selectionOf({ project, olderThan, all }: PurgeFlags): Selection {
  if (project === undefined && olderThan === undefined && all === undefined) {
    throw new CliFailure(
      'say what is to go: --all, --project <name> or --older-than <age>',
      EXIT.usage,
    )
  }
  const usedBefore = olderThan === undefined ? undefined : Date.now() - olderThan
  return { project, usedBefore, all: all === true }
}

async function choose(directory: string, selection: Selection): Promise<readonly Kept[]> {
  const chosen: Kept[] = []
  for await (const entry of storedEntries(directory)) {
    const kept = keptOf(entry)
    if (isChosen(kept, selection)) chosen.push(kept)
  }
  return chosen
}

function summaryOf(chosen: readonly Kept[], directory: string): string {
  if (chosen.length === 0) return `nothing in ${directory} is meant\n`
  const kinds = KINDS.filter((kind) => chosen.some((one) => one.kind === kind))
  const rows = [...new Set(chosen.map(({ project }) => project))].sort().map((project) => {
    const own = chosen.filter((one) => one.project === project)
    const counts = kinds.map((kind) => grouped(own.filter((one) => one.kind === kind).length))
    return [printable(project ?? '(none)'), ...counts, asBytes(sizeOf(own))]
  })
  const columns = ['project', ...kinds, 'size'].map((title, at) => ({
    title,
    align: at === 0 ? ('left' as const) : ('right' as const),
  }))
  const total = `${grouped(chosen.length)} entries, ${asBytes(sizeOf(chosen))}, in ${directory}`
  return `${printTable(columns, rows)}${total}\n`
}

function sizeOf(kept: readonly Kept[]): number {
  return kept.reduce((sum, { entry }) => sum + entry.bytes, 0)
}

/** Asks where there is somebody to ask. */
async function mayGo(count: number): Promise<boolean> {
  if (process.stdin.isTTY && process.stderr.isTTY) {
    return await confirmed(`remove ${grouped(count)} entries? [y/N] `, {
      input: process.stdin,
      output: process.stderr,
    })
  }
  throw new CliFailure('nobody is there to ask: say --yes, or --dry-run', EXIT.usage)
}

/** True for a plain yes. */
export async function confirmed(
  question: string,
  streams: { readonly input: Readable; readonly output: Writable },
): Promise<boolean> {
  const lines = createInterface({ ...streams, terminal: false })
  const closed = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
  try {
    return /^y(?:es)?$/i.test((await Promise.race([lines.question(question), closed])).trim())
  } finally {
    lines.close()
  }
}

async function remove(chosen: readonly Kept[], directory: string): Promise<string> {
  const removed: Kept[] = []
  for (const kept of chosen) if (await removeEntry(kept.entry)) removed.push(kept)
  await removeEmptyFolders(directory)
  const left = chosen.length - removed.length
  const stayed = left === 0 ? '' : `; ${grouped(left)} were used meanwhile and stay`
  return `removed ${grouped(removed.length)} entries, ${asBytes(sizeOf(removed))}${stayed}\n`
}
