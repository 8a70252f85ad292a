import { KEY_COLUMN, TEXT_SUFFIX, VALUE_COLUMN } from './column-names.ts'
import type { Prefixes } from './prefixes.ts'
import type { Table } from './tables.ts'

/** What a reader must know who has never seen the form; only what this text uses, in fixed order. */
export function notesFor(
  tables: readonly Table[],
  { prefixes, hasNames }: { readonly prefixes: Prefixes; readonly hasNames: boolean },
): string[] {
  const notes: string[] = []
  if (tables.length > 0) notes.push(...tableNotes(tables))
  if (hasNames) notes.push('&1 names a value, *1 repeats it')
  const [first] = prefixes.texts.keys()
  if (first !== undefined) notes.push(`~${first}"x" is the text of ~${first}, then x`)
  const codecs = new Set<string>()
  for (const table of tables) for (const note of table.notes) codecs.add(note)
  return [...notes, ...codecs]
}

function tableNotes(tables: readonly Table[]): string[] {
  const heads = tables.map(({ head }) => head).join(',')
  const isKeyed = tables.some(({ plan }) => plan.keyed > 0)
  const notes = [
    `@1: columns of table 1; @1[n]: array of its next n rows${isKeyed ? `, @1{n}: object by ${KEY_COLUMN}` : ''}`,
  ]
  if (tables.some(({ plan }) => plan.singles > 0)) notes.push('@1 row: one such object')
  if (tables.some(({ plan }) => plan.child !== -1)) {
    notes.push('indented rows belong to the row above, in the field that says @')
  }
  if (/(?:^|,)[\w$-]+\.[\w$-]/.test(heads)) notes.push('a.b: b in a')
  if (heads.includes(TEXT_SUFFIX)) notes.push(`${TEXT_SUFFIX}: strings`)
  if (heads.includes(VALUE_COLUMN)) notes.push(`${VALUE_COLUMN}: the whole row`)
  if (tables.some(({ hasAbsent }) => hasAbsent)) notes.push('empty cell: no such key')
  return notes
}
