import type { Member } from './group-paths.ts'
import { isBareName } from './spelling.ts'
import { hasStem } from './suffixes.ts'

/** A name in a row, without the end that the row leaves off, with its value unless that is the usual one. */
export function cellOf({ name, value }: Member, suffix: string, usual: string): string {
  const tail = value === usual ? '' : `:${value}`
  const isWhole = suffix !== '' && !hasStem(name, suffix)
  return (isWhole ? '=' : '') + spelled(isWhole ? name : stemOf(name, suffix)) + tail
}

function stemOf(name: string, suffix: string): string {
  return name.slice(0, name.length - suffix.length)
}

function spelled(name: string): string {
  return isBareName(name) ? name : JSON.stringify(name)
}
