/** What a tool gave back, as the `ai` package hands it to a model: a text, a value, or a list of parts. */
export interface ToolOutput {
  readonly type: string
  readonly value?: unknown
}

/** The texts of an output that a model reads, in order. */
export function textsOf({ type, value }: ToolOutput): readonly string[] {
  switch (type) {
    case 'text':
    case 'error-text':
      return typeof value === 'string' ? [value] : []
    case 'json':
    case 'error-json':
      return value === undefined ? [] : [JSON.stringify(value)]
    case 'content':
      return Array.isArray(value) ? value.filter(isText).map(({ text }) => text) : []
    default:
      return []
  }
}

/**
 * The output with its texts replaced: as many as `textsOf` gave, `undefined` for one that stays. A value
 * becomes a text, since that is what every provider makes of it anyway.
 */
export function withTexts(output: ToolOutput, texts: readonly (string | undefined)[]): ToolOutput {
  const [first] = texts
  switch (output.type) {
    case 'text':
    case 'error-text':
      return first === undefined ? output : { ...output, value: first }
    case 'json':
      return first === undefined ? output : { ...output, type: 'text', value: first }
    case 'error-json':
      return first === undefined ? output : { ...output, type: 'error-text', value: first }
    case 'content':
      return { ...output, value: withPartTexts(output.value, texts) }
    default:
      return output
  }
}

interface TextPart {
  readonly type: 'text'
  readonly text: string
}

function isText(part: unknown): part is TextPart {
  if (typeof part !== 'object' || part === null) return false
  return 'type' in part && part.type === 'text' && 'text' in part && typeof part.text === 'string'
}

function withPartTexts(parts: unknown, texts: readonly (string | undefined)[]): unknown {
  if (!Array.isArray(parts)) return parts
  const left = [...texts]
  return parts.map((part: unknown) => {
    if (!isText(part)) return part
    const text = left.shift()
    return text === undefined ? part : { ...part, text }
  })
}
