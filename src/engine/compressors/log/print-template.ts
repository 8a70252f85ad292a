import type { Template } from './template.ts'

/** One line for the definitions, e.g. `{t} GET {1} took {2}ms`. */
export function printTemplate(
  { pieces }: Template,
  columns: readonly number[],
  steps: readonly number[],
): string {
  return pieces
    .map((piece) => {
      switch (piece.kind) {
        case 'text':
          return escapeBraces(piece.text)
        case 'stamp':
          return '{t}'
        case 'rest':
          return '{*}'
        case 'pad':
          return piece.align === 'start' ? `{>${piece.column}}` : `{>>${piece.column}}`
        default:
          return printSlot(columns[piece.slot] ?? 0, steps[piece.slot] ?? 0)
      }
    })
    .join('')
}

function printSlot(column: number, step: number): string {
  if (step === 0) return `{${column}}`
  return step > 0 ? `{${column}+${step}}` : `{${column}${step}}`
}

/** A brace that would read as the start of a slot. */
function escapeBraces(text: string): string {
  return text.replace(/\{(?=[t*/\d>{])/g, '{{}')
}
