import { createHash } from 'node:crypto'
import { realpath, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, isAbsolute, join } from 'node:path'

/** The project of what comes from no folder that is known, as through the proxy; a folder's doors read it, too. */
export const SHARED_PROJECT = 'default'

/**
 * The project that a folder belongs to, by a name that every door gives it: the nearest folder upwards that holds
 * `.git`, else the folder itself. The home folder and a disk's root are no project: agents start servers there,
 * whatever they work on.
 */
export async function projectOfFolder(folder: string, home: string = homedir()): Promise<string> {
  const [start, top] = await Promise.all([realPathOf(folder), realPathOf(home)])
  if (start === undefined || !mayBeProject(start, top)) return SHARED_PROJECT
  return nameOf((await repositoryAbove(start, top)) ?? start)
}

/** The project of the folder that this process works in. */
export async function projectHere(): Promise<string> {
  try {
    return await projectOfFolder(process.cwd())
  } catch {
    // The folder has been removed since.
    return SHARED_PROJECT
  }
}

/** A path that is not absolute would lead to a folder of this process's, which nobody has named. */
async function realPathOf(folder: string): Promise<string | undefined> {
  return isAbsolute(folder) ? await realpath(folder).catch(() => undefined) : undefined
}

function mayBeProject(folder: string, home: string | undefined): boolean {
  return folder !== home && dirname(folder) !== folder
}

async function repositoryAbove(
  start: string,
  home: string | undefined,
): Promise<string | undefined> {
  for (let folder = start; mayBeProject(folder, home); folder = dirname(folder)) {
    const found = await stat(join(folder, '.git')).catch(() => undefined)
    if (found !== undefined) return folder
  }
  return undefined
}

/** Characters of the folder's own name that are kept, and digits that tell folders of one name apart. */
const LONGEST_NAME = 40
const DIGITS = 12

function nameOf(folder: string): string {
  const name = [...basename(folder)].slice(0, LONGEST_NAME).map(shown).join('')
  const digest = createHash('sha256').update(folder).digest('hex')
  return `${name}-${digest.slice(0, DIGITS)}`
}

/** What of ASCII a name keeps. */
const PLAIN = /^[\w.+@~-]$/
/** Of the rest, all that a terminal shows: fixed ranges, since classes of Unicode's differ between versions of Node. */
const SHOWN: readonly (readonly [from: number, to: number])[] = [
  [0xa1, 0xac],
  [0xae, 0x61b],
  [0x61d, 0x167f],
  [0x1681, 0x180d],
  [0x180f, 0x1fff],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x2070, 0x2fff],
  [0x3001, 0xd7ff],
  [0xf900, 0xfefe],
  [0xff00, 0xffef],
  [0x10000, 0x3ffff],
]

function shown(char: string): string {
  const code = char.codePointAt(0) ?? 0
  const isShown = PLAIN.test(char) || SHOWN.some(([from, to]) => code >= from && code <= to)
  return isShown ? char : '-'
}
