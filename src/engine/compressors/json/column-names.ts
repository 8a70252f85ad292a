/** The key of a row that was a member of a map. */
export const KEY_COLUMN = ':key'
/** The whole of a row that is written as one value. */
export const VALUE_COLUMN = ':value'
/** Ends the name of a column whose bare cells are strings, digits or not. */
export const TEXT_SUFFIX = ':text'

/**
 * A path of keys (as written, with their quotes) and places in tuples (digits) as a column's name:
 * joined by dots, with a backslash before whatever would read otherwise. Undone by `readColumnName`.
 */
export function columnName(path: readonly string[]): string {
  return path.map(stepName).join('.')
}

function stepName(step: string): string {
  if (!step.startsWith('"')) return step
  const body = step.slice(1, -1)
  const escaped = /[.\\]/.test(body) ? body.replace(/[.\\]/g, '\\$&') : body
  if (/^(?:\d+$|:)/.test(body)) return `\\${escaped}`
  const isLikeText = escaped.endsWith(TEXT_SUFFIX)
  return isLikeText ? `${escaped.slice(0, -TEXT_SUFFIX.length)}\\${TEXT_SUFFIX}` : escaped
}

/** One step from a row to a value in it. */
export interface Step {
  /** True for a place in a tuple, from 0; else `name` is a key as written between its quotes. */
  readonly isPlace: boolean
  readonly name: string
  /** The key as JSON. */
  readonly lexeme: string
}

/** What a column's name says. */
export interface ColumnPlace {
  readonly kind: 'key' | 'value' | 'field'
  /** Empty but for fields. */
  readonly path: readonly Step[]
  readonly isText: boolean
}

/** Reads a name that `columnName` made, with `TEXT_SUFFIX` behind it or without. */
export function readColumnName(name: string): ColumnPlace {
  const isText = endsInSuffix(name)
  const base = isText ? name.slice(0, -TEXT_SUFFIX.length) : name
  return { kind: kindOf(base), path: splitSteps(base).map(readStep), isText }
}

/** True when the name ends in the suffix and its colon is not escaped. */
function endsInSuffix(name: string): boolean {
  if (!name.endsWith(TEXT_SUFFIX)) return false
  const colon = name.length - TEXT_SUFFIX.length
  let backslashes = 0
  while (name.charAt(colon - 1 - backslashes) === '\\') backslashes++
  return backslashes % 2 === 0
}

/** Cuts at the dots that are not escaped. */
function splitSteps(path: string): string[] {
  const steps: string[] = []
  let start = 0
  for (let at = 0; at < path.length; at++) {
    const character = path.charAt(at)
    if (character === '\\') at++
    if (character !== '.') continue
    steps.push(path.slice(start, at))
    start = at + 1
  }
  steps.push(path.slice(start))
  return steps
}

function readStep(spelled: string): Step {
  const name = spelled.replace(/\\(.)/gs, '$1')
  return { isPlace: /^\d+$/.test(spelled), name, lexeme: `"${name}"` }
}

function kindOf(name: string): 'key' | 'value' | 'field' {
  if (name === KEY_COLUMN) return 'key'
  return name === VALUE_COLUMN ? 'value' : 'field'
}
