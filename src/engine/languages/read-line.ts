import { LANGUAGES } from './index.ts'
import type { Mark } from './language.ts'

/** A mark, and whose it is. */
export interface OwnedMark extends Mark {
  /** Indexes into `LANGUAGES`. */
  readonly owners: readonly number[]
}

/** The marks of every language by first word, those of any line under the empty word. */
const MARKS_BY_WORD: ReadonlyMap<string, readonly OwnedMark[]> = tableOf()

/** The marks that a line, without its indentation, may bear. */
export function marksFor(line: string): readonly OwnedMark[] {
  return MARKS_BY_WORD.get(firstWord(line)) ?? NONE
}

/** The marks that any line may bear. */
export const LOOSE_MARKS: readonly OwnedMark[] = MARKS_BY_WORD.get('') ?? []

const NONE: readonly OwnedMark[] = []

/** Letters where the line begins with a letter, else signs up to the next letter or blank. */
function firstWord(line: string): string {
  return /^(?:[A-Za-z_$][\w$]{0,40}!?|[^\w\s$]{1,8})/.exec(line)?.[0] ?? ''
}

/** What several languages share stands in the table once. */
function tableOf(): ReadonlyMap<string, readonly OwnedMark[]> {
  const owned = new Map<Mark, number[]>()
  for (const [index, { marks }] of LANGUAGES.entries()) {
    for (const mark of marks) owned.set(mark, [...(owned.get(mark) ?? []), index])
  }
  const table = new Map<string, OwnedMark[]>()
  for (const [mark, owners] of owned) {
    for (const word of mark.words.length === 0 ? [''] : mark.words) {
      table.set(word, [...(table.get(word) ?? []), { ...mark, owners }])
    }
  }
  return table
}
