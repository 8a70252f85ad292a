import { DRAWINGS, type Drawing } from './drawing.ts'

export interface TreeStyle {
  readonly drawing: Drawing
  /** What names end in and do not show, unless their row says otherwise; may be empty. */
  readonly suffix: string
  /** True where a row says otherwise. */
  readonly hasStars: boolean
}

const STARS = ', behind *.x .x, behind * nothing'

/** In words that a reader needs as well. */
export function legendOf({ drawing, suffix, hasStars }: TreeStyle): string {
  const names =
    suffix === '' ? '' : `; ${suffix} left off names${hasStars ? STARS : ''}, =name is whole`
  return `tree, drawn with ${drawing.label}; dir/ holds the names behind it and the rows indented below it${names}`
}

/** `undefined` for a legend that `legendOf` would not write. */
export function styleOf(legend: string): TreeStyle | undefined {
  const [, label] = /^tree, drawn with ([^;]{1,20}); /.exec(legend) ?? []
  const drawing = DRAWINGS.find((known) => known.label === label)
  if (drawing === undefined) return undefined
  const [, suffix = ''] = /; (\S{1,48}) left off names/.exec(legend) ?? []
  const style = { drawing, suffix, hasStars: legend.includes(STARS) }
  return legendOf(style) === legend ? style : undefined
}
