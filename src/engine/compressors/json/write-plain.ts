import type { Plan } from './plan.ts'
import type { Source } from './source.ts'
import { BodyWriter } from './write.ts'

/** How a source is written. */
export interface Manner {
  /** Node 0 is not written itself, its children being documents of their own. */
  readonly isSequence: boolean
  /** There is no white space between tokens, so that stretches can be copied. */
  readonly copies: boolean
}

/** The JSON without white space; a sequence as an array. */
export function writePlain(source: Source, manner: Manner): string {
  const writer = plainWriter(source, manner)
  writer.writeValue(0)
  return writer.take()
}

/** The documents of a sequence without white space, one a line. */
export function writeLines(source: Source): string {
  const writer = plainWriter(source, { isSequence: true, copies: false })
  const { nexts } = source.index
  const end = nexts[0] ?? 0
  for (let child = 1; child < end; child = nexts[child] ?? end) {
    if (child > 1) writer.put('\n')
    writer.writeValue(child)
  }
  return writer.take()
}

function plainWriter(source: Source, { isSequence, copies }: Manner): BodyWriter {
  const roles = new Uint8Array(source.index.count)
  const plan: Plan = { roles, tables: new Map(), tableOf: () => -1, strings: [], loose: 0 }
  const input = { source, plan, isCompact: copies, isSequence }
  return new BodyWriter({ ...input, prefixed: () => '', nameOf: () => 0 })
}
