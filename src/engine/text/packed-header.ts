/** First line of every packed block: `[packed form#check legend]`. */
export interface PackedHeader {
  /** Names the decoder: `json`, `log`, … */
  readonly form: string
  /** `checksum()` of the text that unpacking gives. */
  readonly check: string
  /** What a reader must know, in one line; the form's own grammar. May be empty. */
  readonly legend: string
}

export interface PackedText extends PackedHeader {
  readonly body: string
}

const OPENING = '[packed '

/** The one printer of the header; the body follows on the next line. */
export function printPacked({ form, check, legend, body }: PackedText): string {
  return `${OPENING}${form}#${check}${legend === '' ? '' : ` ${legend}`}]\n${body}`
}

/** The one parser. `undefined` for every text that `printPacked` would not write. */
export function parsePacked(text: string): PackedText | undefined {
  if (!text.startsWith(OPENING)) return undefined
  const lineEnd = text.indexOf('\n')
  if (lineEnd === -1 || text[lineEnd - 1] !== ']') return undefined
  const match = /^([a-z]+)#([0-9a-f]{8})(?: (.+))?$/.exec(text.slice(OPENING.length, lineEnd - 1))
  const [, form, check, legend = ''] = match ?? []
  if (form === undefined || check === undefined) return undefined
  return { form, check, legend, body: text.slice(lineEnd + 1) }
}
