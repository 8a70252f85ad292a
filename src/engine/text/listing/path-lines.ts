/**
 * How the lines of a list name their path: alone, with a count behind it (`path:12`), a value before it
 * (`4.0K<tab>path`), a status of two letters (` M path`) or of words (`<tab>modified:   path`).
 */
export type PathShape =
  | { readonly kind: 'plain' | 'counted' | 'status' | 'led' }
  /** The value ends in column `width`, or stands where the line begins for 0. */
  | { readonly kind: 'valued'; readonly width: number; readonly gap: string }

/** One line of a list, cut. */
export interface PathLine {
  /** What stands before the path and is the same in many lines. */
  readonly lead: string
  /** What is said of this path alone; may be empty. A status has `.` for a blank. */
  readonly value: string
  readonly path: string
}

const LONGEST_LINE = 1000
/** Lines looked at to tell the shape, and how many of a hundred must have it. */
const MOST_LOOKED_AT = 400
const LEAST_SHARE = 60

/** The shape that most lines have; `undefined` for a text that is no list of paths or names. */
export function pathShapeOf(lines: readonly string[]): PathShape | undefined {
  const seen = lines.slice(0, MOST_LOOKED_AT).filter((line) => line.trim() !== '')
  const fits = (shape: PathShape): boolean =>
    seen.filter((line) => cutPathLine(line, shape) !== undefined).length * 100 >=
    seen.length * LEAST_SHARE
  return [...SHAPES, ...valuedShapes(seen), PLAIN].find(fits)
}

const SHAPES: readonly PathShape[] = [{ kind: 'counted' }, { kind: 'status' }, { kind: 'led' }]
const PLAIN: PathShape = { kind: 'plain' }

/** Values of one width, right-aligned; else from the line's beginning. */
function valuedShapes(lines: readonly string[]): readonly PathShape[] {
  for (const line of lines) {
    const [whole, blanks = '', value = '', gap = ''] =
      VALUED.exec(line.slice(0, LONGEST_LINE)) ?? []
    if (whole === undefined) continue
    const width = blanks.length + value.length
    const bare: PathShape = { kind: 'valued', width: 0, gap }
    return blanks === '' ? [bare, { kind: 'valued', width, gap }] : [{ kind: 'valued', width, gap }]
  }
  return []
}

const COUNTED = /^(?=\S)([^:\n]{1,400}):(\d{1,9})$/
const STATUS = /^([ MADRCUT?!]{2}) (?=\S)([^\n]{1,400})$/
const LED = /^(\t(?:[a-z][a-z ]{2,20}:[ ]{1,12})?)(?=\S)([^\n]{1,400})$/
const VALUED = /^( {0,20})(\d[\w.,%+:-]{0,23})(\t| {1,2}\*?)(?=\S)([^\n]{1,400})$/
/** Two blanks in a row stand between columns, not in names. */
const PLAIN_LINE = /^(?![\s"])[^\t\n]{0,399}\S$/

/** A line as its shape has it; `undefined` for one that does not fit. */
export function cutPathLine(line: string, shape: PathShape): PathLine | undefined {
  if (line.length > LONGEST_LINE) return undefined
  switch (shape.kind) {
    case 'plain':
      return PLAIN_LINE.test(line) && !line.includes('  ')
        ? { lead: '', value: '', path: line }
        : undefined
    case 'counted':
      return cutInTwo(COUNTED, line, (path, value) => ({ lead: '', value, path }))
    case 'status':
      return cutInTwo(STATUS, line, (status, path) => ({
        lead: '',
        value: status.replaceAll(' ', '.'),
        path,
      }))
    case 'led':
      return cutInTwo(LED, line, (lead, path) => ({ lead, value: '', path }))
    default:
      return cutValued(line, shape.width, shape.gap)
  }
}

function cutInTwo(
  pattern: RegExp,
  line: string,
  join: (one: string, other: string) => PathLine,
): PathLine | undefined {
  const [, one, other] = pattern.exec(line) ?? []
  return one === undefined || other === undefined ? undefined : join(one, other)
}

function cutValued(line: string, width: number, gap: string): PathLine | undefined {
  const [, blanks = '', value, between, path] = VALUED.exec(line) ?? []
  if (value === undefined || path === undefined || between !== gap) return undefined
  if (path.includes('  ')) return undefined
  const isPlaced = width === 0 ? blanks === '' : blanks.length === Math.max(0, width - value.length)
  return isPlaced ? { lead: '', value, path } : undefined
}

/** The line again. */
export function printPathLine({ lead, value, path }: PathLine, shape: PathShape): string {
  switch (shape.kind) {
    case 'counted':
      return `${path}:${value}`
    case 'status':
      return `${value.replaceAll('.', ' ')} ${path}`
    case 'valued':
      return value.padStart(shape.width) + shape.gap + path
    default:
      return lead + path
  }
}
