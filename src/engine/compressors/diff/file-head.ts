/** What stands before paths on the two sides, `a/` and `b/` unless git is told otherwise. */
export interface PathPrefixes {
  readonly old: string
  readonly new: string
}

export const USUAL_PREFIXES: PathPrefixes = { old: 'a/', new: 'b/' }

/** A path behind its prefix; git quotes a path as a whole, prefix included. */
export function prefixed(prefix: string, path: string): string {
  return path.startsWith('"') ? `"${prefix}${path.slice(1)}` : prefix + path
}

/** What the lines from `diff --git` to `+++` say, e.g. `src/a.ts => src/b.ts 97% 1a2b3c4..5d6e7f8`. */
export interface FileHead {
  readonly spelled: string
  /** Number of lines it stands for. */
  readonly lines: number
}

const OPENING = 'diff --git '
const USUAL_MODE = '100644'

/** `undefined` for lines that git would not write so; they stay as they are. */
export function readFileHead(
  lines: readonly string[],
  start: number,
  prefixes: PathPrefixes,
): FileHead | undefined {
  const opening = lines[start]
  if (opening?.startsWith(OPENING) !== true) return undefined
  const cursor = new Cursor(lines, start + 1)
  const mode = cursor.mode()
  const move = cursor.move(samePath(opening.slice(OPENING.length), prefixes))
  if (mode === undefined || move === undefined) return undefined
  const [before, after] = [prefixed(prefixes.old, move.from), prefixed(prefixes.new, move.to)]
  if (opening !== `${OPENING}${before} ${after}`) return undefined
  const index = cursor.index(mode)
  if (index === undefined) return undefined
  const body = index === '' ? '' : cursor.body(sidesOf(mode, before, after))
  if (body === undefined) return undefined
  return { spelled: move.spelled + mode + index + body, lines: cursor.at - start }
}

function sidesOf(mode: string, before: string, after: string): readonly [string, string] {
  if (mode.startsWith(' new')) return [NOWHERE, after]
  return mode.startsWith(' deleted') ? [before, NOWHERE] : [before, after]
}

const NOWHERE = '/dev/null'

/** The prefixes of the first head in the text, where they are of the ways git has. */
export function prefixesOf(lines: readonly string[]): PathPrefixes {
  const first = lines.find((line) => line.startsWith(OPENING))?.slice(OPENING.length)
  if (first === undefined) return USUAL_PREFIXES
  return PREFIXES.find((prefixes) => samePath(first, prefixes) !== undefined) ?? USUAL_PREFIXES
}

/** Plain, `-R`, `diff.mnemonicPrefix` and `--no-prefix`. */
const PREFIXES: readonly PathPrefixes[] = [
  USUAL_PREFIXES,
  { old: 'b/', new: 'a/' },
  { old: 'i/', new: 'w/' },
  { old: 'c/', new: 'w/' },
  { old: 'c/', new: 'i/' },
  { old: 'o/', new: 'w/' },
  { old: '', new: '' },
]

/** The path that stands twice in `a/path b/path`. */
function samePath(named: string, prefixes: PathPrefixes): string | undefined {
  const length = (named.length - 1 - prefixes.old.length - prefixes.new.length) / 2
  const isQuoted = named.startsWith('"')
  const from = prefixes.old.length + (isQuoted ? 1 : 0)
  const path = (isQuoted ? '"' : '') + named.slice(from, prefixes.old.length + length)
  const again = `${prefixed(prefixes.old, path)} ${prefixed(prefixes.new, path)}`
  return again === named ? path : undefined
}

function isPlain(path: string): boolean {
  return path !== '' && !/\s/.test(path)
}

interface Move {
  readonly from: string
  readonly to: string
  /** `path`, `path => path 97%`, `path => path copy 97%`. */
  readonly spelled: string
}

/** Words of a head stand apart by spaces, so a path that holds some cannot be one. */
function movedTo(
  from: string | undefined,
  to: string | undefined,
  facts: string,
): Move | undefined {
  if (from === undefined || to === undefined || !isPlain(from) || !isPlain(to)) return undefined
  return { from, to, spelled: facts === '' ? from : `${from} => ${to}${facts}` }
}

/** Reads the lines below `diff --git` one after the other, each if it is there. */
class Cursor {
  readonly #lines: readonly string[]
  at: number

  constructor(lines: readonly string[], at: number) {
    this.#lines = lines
    this.at = at
  }

  #take(pattern: RegExp): string | undefined {
    const match = pattern.exec(this.#lines[this.at] ?? '')
    if (match !== null) this.at++
    return match?.[1]
  }

  #takeExactly(line: string): boolean {
    const isThere = this.#lines[this.at] === line
    if (isThere) this.at++
    return isThere
  }

  /** ` new`, ` deleted 100755`, ` mode 100644 100755`, or nothing. */
  mode(): string | undefined {
    const added = this.#take(/^new file mode (\d{6})$/)
    if (added !== undefined) return ` new${unusual(added)}`
    const removed = this.#take(/^deleted file mode (\d{6})$/)
    if (removed !== undefined) return ` deleted${unusual(removed)}`
    const before = this.#take(/^old mode (\d{6})$/)
    const after = this.#take(/^new mode (\d{6})$/)
    if (before === undefined && after === undefined) return ''
    return before === undefined || after === undefined ? undefined : ` mode ${before} ${after}`
  }

  /** `undefined` for lines that do not fit together, and for paths that cannot be spelled. */
  move(same: string | undefined): Move | undefined {
    const share = this.#take(/^similarity index (\d{1,3}%)$/)
    if (share === undefined) return movedTo(same, same, '')
    const from = this.#take(/^rename from (.{1,4096})$/)
    if (from !== undefined) return movedTo(from, this.#take(/^rename to (.{1,4096})$/), ` ${share}`)
    const source = this.#take(/^copy from (.{1,4096})$/)
    return movedTo(source, this.#take(/^copy to (.{1,4096})$/), ` copy ${share}`)
  }

  /** ` 1a2b3c4..5d6e7f8`, with the mode where it is unusual; of a new file only what is after the dots. */
  index(mode: string): string | undefined {
    const index = this.#take(/^index ([0-9a-f]{4,64}\.\.[0-9a-f]{4,64}(?: \d{6})?)$/)
    if (index === undefined) return ''
    const [hashes = '', fileMode] = index.split(' ')
    const [before = '', after = ''] = hashes.split('..')
    if (mode !== '' && fileMode !== undefined) return undefined
    if (mode.startsWith(' new')) return isNought(before, after) ? ` ..${after}` : undefined
    if (mode.startsWith(' deleted')) return isNought(after, before) ? ` ${before}..` : undefined
    if (mode !== '') return ` ${hashes}`
    return fileMode === undefined ? undefined : ` ${hashes}${unusual(fileMode)}`
  }

  /** What follows the index line. */
  body([before, after]: readonly [string, string]): string | undefined {
    if (this.#takeExactly(`--- ${before}`)) {
      return this.#takeExactly(`+++ ${after}`) ? '' : undefined
    }
    if (this.#takeExactly(`Binary files ${before} and ${after} differ`)) return ' binary'
    return this.#takeExactly('GIT binary patch') ? ' binary-patch' : ' empty'
  }
}

function unusual(mode: string): string {
  return mode === USUAL_MODE ? '' : ` ${mode}`
}

function isNought(hash: string, other: string): boolean {
  return hash.length === other.length && /^0+$/.test(hash)
}
