import {
  countTokens,
  createHeadroom,
  defaultDirectory,
  type Headroom,
  isEngineError,
  type Slice,
  type SliceRequest,
  type UnreadableReason,
} from '../index.ts'
import { refsLike, type Shelf } from '../kept-refs.ts'
import { SavingsLog } from '../savings/savings-log.ts'
import { CliFailure, EXIT } from './failure.ts'
import { grouped } from './numbers.ts'
import { openOwnShelf } from './own-shelf.ts'
import { writeOut } from './terminal.ts'

export interface RetrieveFlags {
  readonly lines?: readonly [number, number]
  readonly rows?: readonly [number, number]
  readonly characters?: readonly [number, number]
  readonly key?: readonly string[]
  readonly search?: string
  readonly from?: number
  readonly scope?: string
  readonly json?: true
}

/** `headroom retrieve`: the original on stdout; where a part stands in it, on stderr. */
export async function retrieveCommand(ref: string, flags: RetrieveFlags): Promise<void> {
  if (flags.from !== undefined && flags.search === undefined) {
    throw new CliFailure('--from goes with --search only', EXIT.usage)
  }
  const unreadable: UnreadableReason[] = []
  const onUnreadable = (reason: UnreadableReason): void => void unreadable.push(reason)
  const { store, scope } = await openOwnShelf({ project: flags.scope, onUnreadable })
  const headroom = await createHeadroom({ store, scope })
  try {
    const slice = await found(ref, flags, { headroom, store, scope })
    if (slice === undefined) throw unknown(ref, unreadable[0])
    writeOut(flags.json ? `${JSON.stringify(slice)}\n` : slice.content)
    if (!flags.json) process.stderr.write(`${placeOf(slice)}\n`)
    await new SavingsLog(defaultDirectory()).add({
      door: 'cli',
      project: scope,
      tokensSaved: 0,
      tokensRetrieved: await countTokens(slice.content),
    })
  } finally {
    await headroom.close()
  }
}

interface Shelved extends Shelf {
  readonly headroom: Pick<Headroom, 'retrieve'>
}

/** Throws for a ref that is not there where it looks like others that are. */
async function found(
  ref: string,
  flags: RetrieveFlags,
  { headroom, ...shelf }: Shelved,
): Promise<Slice | undefined> {
  try {
    const slice = await headroom.retrieve(ref, requestOf(flags))
    if (slice === undefined) await suggest(ref, shelf)
    return slice
  } catch (error) {
    if (isEngineError(error) && error.code === 'bad-ref') await suggest(ref, shelf)
    throw error
  }
}

async function suggest(ref: string, shelf: Shelf): Promise<void> {
  const near = await refsLike(ref, shelf)
  if (near.length === 0) return
  const name = JSON.stringify(ref.trim().slice(0, LONGEST_SHOWN))
  throw new CliFailure(`unknown ref ${name}: did you mean ${near.join(' or ')}? If not, ${ADVICE}`)
}

/** Characters of what was given for a ref. */
const LONGEST_SHOWN = 100
const ADVICE = 'do not retry; run the command that gave the output again'

/** What is there and can't be read is not given; why is for the person to know. */
const UNREADABLE: Readonly<Record<UnreadableReason, string>> = {
  'not-encrypted': 'it was kept without a key; unset HEADROOM_ENCRYPTION_… to read it',
  'other-key': 'it was encrypted with another key than HEADROOM_ENCRYPTION_… names',
  encrypted: 'it is encrypted; set HEADROOM_ENCRYPTION_… as it was then',
  damaged: 'what is kept of it is damaged',
}

function unknown(ref: string, reason: UnreadableReason | undefined): CliFailure {
  const why = reason === undefined ? '' : ` (${UNREADABLE[reason]})`
  return new CliFailure(`unknown ref ${ref.trim()}${why}: ${ADVICE}`)
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
