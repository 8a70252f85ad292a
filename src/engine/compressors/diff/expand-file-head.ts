import { type PathPrefixes, prefixed } from './file-head.ts'

/** The lines from `diff --git` on that a head stands for; `undefined` for what is none. */
export function expandFileHead(
  spelled: string,
  prefixes: PathPrefixes,
): readonly string[] | undefined {
  const match = HEAD.exec(spelled)
  if (match === null) return undefined
  const [, from = '', moved, copy, share, mode = '', before, after, unusual, body] = match
  const to = moved ?? from
  const [oldPath, newPath] = [prefixed(prefixes.old, from), prefixed(prefixes.new, to)]
  const lines = [`diff --git ${oldPath} ${newPath}`, ...modeLines(mode)]
  if (moved !== undefined) {
    const verb = copy === undefined ? 'rename' : 'copy'
    lines.push(`similarity index ${share}`, `${verb} from ${from}`, `${verb} to ${to}`)
  }
  if (before === undefined || after === undefined) return lines
  const hashes = `${before || '0'.repeat(after.length)}..${after || '0'.repeat(before.length)}`
  lines.push(`index ${hashes}${mode === '' ? (unusual ?? ' 100644') : ''}`)
  return [...lines, ...bodyLines(body, sidesOf(mode, oldPath, newPath))]
}

function sidesOf(mode: string, before: string, after: string): readonly [string, string] {
  if (mode.startsWith(' new')) return ['/dev/null', after]
  return mode.startsWith(' deleted') ? [before, '/dev/null'] : [before, after]
}

/** `path [=> path [copy] 97%] [mode] [old..new [mode]] [body]` */
const HEAD =
  /^(\S+)(?: => (\S+)( copy)? (\d{1,3}%))?( new(?: \d{6})?| deleted(?: \d{6})?| mode \d{6} \d{6})?(?: ([0-9a-f]{0,64})\.\.([0-9a-f]{0,64})( \d{6})?)?(?: (binary|binary-patch|empty))?$/

function modeLines(mode: string): readonly string[] {
  const [word, one = '100644', two = ''] = mode.trim().split(' ')
  if (word === 'new') return [`new file mode ${one}`]
  if (word === 'deleted') return [`deleted file mode ${one}`]
  return word === 'mode' ? [`old mode ${one}`, `new mode ${two}`] : []
}

function bodyLines(
  body: string | undefined,
  [before, after]: readonly [string, string],
): readonly string[] {
  if (body === 'binary') return [`Binary files ${before} and ${after} differ`]
  if (body === 'binary-patch') return ['GIT binary patch']
  return body === 'empty' ? [] : [`--- ${before}`, `+++ ${after}`]
}
