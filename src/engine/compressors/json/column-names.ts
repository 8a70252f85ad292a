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
  const path: Step[] = []
  let step = ''
  let isEscaped = false
  for (let at = 0; at <= name.length; at++) {
    const character = name.charAt(at)
    const isText = character === ':' && name.length - at === TEXT_SUFFIX.length
    if (character === '' || character === '.' || (isText && name.endsWith(TEXT_SUFFIX))) {
      path.push({ isPlace: !isEscaped && /^\d+$/.test(step), name: step, lexeme: `"${step}"` })
      step = ''
      isEscaped = false
      if (character === ':') return { kind: kindOf(name), path, isText: true }
    } else if (character === '\\') {
      if (step === '') isEscaped = true
      at++
      step += name.charAt(at)
    } else step += character
  }
  return { kind: kindOf(name), path, isText: false }
}

function kindOf(name: string): 'key' | 'value' | 'field' {
  if (name === KEY_COLUMN || name === KEY_COLUMN + TEXT_SUFFIX) return 'key'
  return name === VALUE_COLUMN || name === VALUE_COLUMN + TEXT_SUFFIX ? 'value' : 'field'
}
