/** A text among the arguments of a call. */
export interface ArgumentText {
  /** Names from the top to it, joined by dots. */
  readonly path: string
  readonly text: string
}

/** Shorter ones are not worth a reference. */
const LEAST_LENGTH = 160
/** Texts of one call, and how deep they are looked for. */
const MOST_TEXTS = 20
const DEEPEST = 4
const LONGEST_NAME = 40

/** False for arguments that hold no text of several lines. */
export function mayHoldTexts(input: string): boolean {
  return input.length >= LEAST_LENGTH && (input.includes('\\n') || input.includes('\n'))
}

/** The texts of several lines among a call's arguments, in their order; input that is no JSON is one itself. */
export function argumentTexts(input: string): readonly ArgumentText[] {
  return textsIn(parsed(input), '', DEEPEST).slice(0, MOST_TEXTS)
}

function textsIn(value: unknown, path: string, depth: number): readonly ArgumentText[] {
  if (typeof value === 'string')
    return isText(value) ? [{ path: path || 'input', text: value }] : []
  if (typeof value !== 'object' || value === null || depth === 0) return []
  return Object.entries(value)
    .filter(([name]) => name.length <= LONGEST_NAME)
    .slice(0, MOST_TEXTS)
    .flatMap(([name, member]) => textsIn(member, path === '' ? name : `${path}.${name}`, depth - 1))
}

function isText(value: string): boolean {
  return value.length >= LEAST_LENGTH && value.includes('\n')
}

function parsed(input: string): unknown {
  try {
    return JSON.parse(input)
  } catch {
    return input
  }
}
