import type { NoteName } from './codec.ts'

/** What each mark means, in words a reader understands who has never seen it. */
const NOTES: Readonly<Record<NoteName, string>> = {
  constant: 'name=v: v in every row',
  default: 'name?=v: an empty cell is v (~ none)',
  dictionary: 'name{a=v}: code a is v (=v is v itself)',
  template: 'name=`…{x}…`: made from column x',
  exceptions: 'name?=`…{x}…`: an empty cell is made from column x (~ none)',
  hole: 'name=`…{}…`: the cell goes where {} is (=v is v whole)',
  braces: '{{ and }} between back-quotes: { and }',
  step: 'name#a+b: a, then b more each row',
  delta: 'name+=: add to the row above (=v is v itself)',
  stamps: 'name+=t: time since the row above, in units of the last digit of =v, a time in full',
  dates: 'name+=d: days since the row above (=v is v, a date in full)',
  carry: 'name^: an empty cell repeats the row above (~ none)',
}

/** The order in which notes are printed, whatever order codecs were chosen in. */
export function notesOf(names: ReadonlySet<NoteName>): string[] {
  return Object.entries(NOTES).flatMap(([name, note]) =>
    names.has(name as NoteName) ? [note] : [],
  )
}
