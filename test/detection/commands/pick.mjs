import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** Bytes: files that a coding agent would read whole or in part. */
const SMALLEST = 700
const LARGEST = 80_000

/**
 * Paths of `count` files of a folder with that ending, evenly spread over their sorted names: chosen by name alone.
 * Minified files are left out by theirs (`.min.`): they are listed apart.
 */
export function pick(folder, ending, count) {
  const all = filesOf(folder)
    .filter((path) => path.endsWith(ending) && !path.includes('.min.') && isMiddling(path))
    .sort()
  if (all.length === 0) process.stderr.write(`no ${ending} in ${folder}\n`)
  const step = Math.max(1, all.length / count)
  return Array.from({ length: Math.min(count, all.length) }, (_, at) => all[Math.floor(at * step)])
}

/** The ways in which agents print a file, in turns. */
export function reads(paths) {
  return paths.map((path, at) => WAYS[at % WAYS.length].replaceAll('FILE', `'${path}'`))
}

const WAYS = [
  'cat FILE',
  'cat FILE',
  'sed -n 1,160p FILE',
  'cat FILE',
  'cat -n FILE',
  'sed -n 40,200p FILE',
]

function filesOf(folder) {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch {
    return []
  }
}

function isMiddling(path) {
  const { size } = statSync(path)
  return size >= SMALLEST && size <= LARGEST
}
