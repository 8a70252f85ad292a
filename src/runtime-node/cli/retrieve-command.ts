import { createHeadroom, type Slice, type SliceRequest } from '../index.ts'
import { CliFailure, EXIT } from './failure.ts'
import { grouped } from './numbers.ts'
import { writeOut } from './terminal.ts'

export interface RetrieveFlags {
  readonly lines?: readonly [number, number]
  readonly rows?: readonly [number, number]
  readonly characters?: readonly [number, number]
  readonly key?: readonly string[]
  readonly search?: string
  readonly from?: number
  readonly scope: string
  readonly json?: true
}

/** `headroom retrieve`: the original on stdout; where a part stands in it, on stderr. */
export async function retrieveCommand(ref: string, flags: RetrieveFlags): Promise<void> {
  if (flags.from !== undefined && flags.search === undefined) {
    throw new CliFailure('--from goes with --search only', EXIT.usage)
  }
  const headroom = await createHeadroom({ store: 'files', scope: flags.scope })
  try {
    const slice = await headroom.retrieve(ref, requestOf(flags))
    if (slice === undefined) {
      throw new CliFailure(
        `unknown ref ${ref.trim()}: do not retry; run the command that gave the output again`,
      )
    }
    writeOut(flags.json ? `${JSON.stringify(slice)}\n` : slice.content)
    if (!flags.json) process.stderr.write(`${placeOf(slice)}\n`)
  } finally {
    await headroom.close()
  }
}

/** Where the answer stands in the original, and how to ask for what follows. */
function placeOf({ unit, position: { from, to }, total, hits, truncated, next }: Slice): string {
  const found = hits === undefined ? '' : `, ${grouped(hits)} found`
  const place = `[${unit} ${grouped(from)}-${grouped(to)} of ${grouped(total)}${found}]`
  return truncated && next !== undefined ? `${place} cut here; go on with ${flagsOf(next)}` : place
}

function flagsOf(request: SliceRequest): string {
  if ('lines' in request) return `--lines ${request.lines.join('-')}`
  if ('rows' in request) {
    return [`--rows ${request.rows.join('-')}`, ...keyFlags(request.keys ?? [])].join(' ')
  }
  if ('characters' in request) return `--characters ${request.characters.join('-')}`
  if ('keys' in request) return keyFlags(request.keys).join(' ')
  return `--search ${JSON.stringify(request.search)} --from ${request.from ?? 1}`
}

function keyFlags(keys: readonly string[]): readonly string[] {
  return keys.map((key) => `--key ${JSON.stringify(key)}`)
}

function requestOf(flags: RetrieveFlags): SliceRequest | undefined {
  const { lines, rows, characters, key, search, from } = flags
  if (lines !== undefined) return { lines }
  if (rows !== undefined) return key === undefined ? { rows } : { rows, keys: key }
  if (characters !== undefined) return { characters }
  if (key !== undefined) return { keys: key }
  if (search === undefined) return undefined
  return from === undefined ? { search } : { search, from }
}
