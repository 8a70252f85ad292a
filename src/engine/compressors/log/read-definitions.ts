/** A template as the decoder reads it. */
export interface ReadTemplate {
  readonly parts: readonly ReadPart[]
  /** Its columns, ascending, each once. */
  readonly columns: readonly number[]
  /** By position in `columns`. */
  readonly steps: readonly number[]
  readonly hasStamp: boolean
  readonly hasRest: boolean
}

export type ReadPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'stamp' }
  | { readonly kind: 'rest' }
  | { readonly kind: 'break' }
  | { readonly kind: 'column'; readonly column: number }
  | { readonly kind: 'to'; readonly at: number; readonly isEnd: boolean }

export interface Definitions {
  readonly templates: ReadonlyMap<string, ReadTemplate>
  readonly values: ReadonlyMap<string, string>
  /** Where the rows begin in the body. */
  readonly end: number
}

const TEMPLATE = /^([a-z]{1,4}): /
const VALUE = /^([A-Z]{1,3})=/
const END = '---'

/** Reads `a: template` and `A=value` lines up to `---`. */
export function readDefinitions(body: string): Definitions | undefined {
  const templates = new Map<string, ReadTemplate>()
  const values = new Map<string, string>()
  let start = 0
  while (true) {
    const lineEnd = body.indexOf('\n', start)
    if (lineEnd === -1) return undefined
    const line = body.slice(start, lineEnd)
    start = lineEnd + 1
    if (line === END) return { templates, values, end: start }
    const [head = '', name = ''] = TEMPLATE.exec(line) ?? VALUE.exec(line) ?? []
    if (head.endsWith('=')) values.set(name, line.slice(head.length))
    else if (head !== '') templates.set(name, readTemplate(line.slice(head.length)))
    else return undefined
  }
}

function readTemplate(line: string): ReadTemplate {
  const parts: ReadPart[] = []
  const steps = new Map<number, number>()
  let textStart = 0
  for (let at = line.indexOf('{'); at !== -1; at = line.indexOf('{', at)) {
    const slot = readSlot(line, at)
    if (slot === undefined) {
      at++
      continue
    }
    if (at > textStart) parts.push({ kind: 'text', text: line.slice(textStart, at) })
    parts.push(slot.part)
    if (slot.part.kind === 'column' && !steps.has(slot.part.column)) {
      steps.set(slot.part.column, slot.step)
    }
    at = slot.end
    textStart = at
  }
  if (textStart < line.length) parts.push({ kind: 'text', text: line.slice(textStart) })
  const columns = [...steps.keys()].sort((a, b) => a - b)
  return {
    parts,
    columns,
    steps: columns.map((column) => steps.get(column) ?? 0),
    hasStamp: parts.some(({ kind }) => kind === 'stamp'),
    hasRest: parts.some(({ kind }) => kind === 'rest'),
  }
}

interface ReadSlot {
  readonly part: ReadPart
  readonly step: number
  readonly end: number
}

/** Longest slot: `{` column, sign, step `}`. */
const LONGEST_SLOT = 24
const SLOT = /^\{(?:(t|\*|\/|\{)|(>>?)(\d{1,9})|(\d{1,6})([+-]\d{1,6})?)\}/

function readSlot(line: string, at: number): ReadSlot | undefined {
  const match = SLOT.exec(line.slice(at, at + LONGEST_SLOT))
  if (match === null) return undefined
  const [whole, sign, pad, column, number, step = '0'] = match
  return {
    part: partOf(sign, pad, column ?? number ?? '0'),
    step: Number(step),
    end: at + whole.length,
  }
}

function partOf(sign: string | undefined, pad: string | undefined, number: string): ReadPart {
  if (sign === 't') return { kind: 'stamp' }
  if (sign === '*') return { kind: 'rest' }
  if (sign === '/') return { kind: 'break' }
  if (sign === '{') return { kind: 'text', text: '{' }
  if (pad !== undefined) return { kind: 'to', at: Number(number), isEnd: pad === '>>' }
  return { kind: 'column', column: Number(number) }
}
