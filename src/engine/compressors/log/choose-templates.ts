import { buildTemplate } from './build-template.ts'
import { groupLines } from './group-lines.ts'
import type { LineReader } from './line-reader.ts'
import { LineMatch } from './match-line.ts'
import type { KnownTemplate } from './match-lines.ts'
import { type Cluster, mergeGroups } from './merge-groups.ts'
import { knownValues, splitSlots } from './split-slots.ts'
import type { Template } from './template.ts'

/** Lines on which a template's worth is weighed. */
const WEIGHED = 6
/** A template's name, its colon and its line break. */
const DEFINITION_COST = 3
/** What each slot costs in the definition: braces and number. */
const SLOT_COST = 2
/** What a line costs that stays as it is, beside its text. */
const RAW_COST = 1

export interface Choosing {
  readonly reader: LineReader
  /** Lines to learn from. */
  readonly sample: readonly number[]
  /** Lines of the whole text for one of the sample. */
  readonly scale: number
  countTokens(text: string): number
}

/** Templates that pay for their definitions. */
export function chooseTemplates(choosing: Choosing): readonly KnownTemplate[] {
  const clusters = mergeGroups(groupLines(choosing.reader, choosing.sample)).filter(
    ({ words, members }) => words.length > 0 && members.length * choosing.scale >= 2,
  )
  const drafts = clusters.map((cluster) => buildTemplate(cluster, choosing.reader))
  const values = knownValues(drafts)
  const known: { readonly template: KnownTemplate; readonly count: number }[] = []
  for (const [index, cluster] of clusters.entries()) {
    const draft = drafts[index]
    if (draft === undefined) continue
    const template = splitSlots(draft, values)
    if (!pays(template, cluster, choosing)) continue
    const { signatures, frame, members } = cluster
    known.push({ template: { template, signatures, frame }, count: members.length })
  }
  return known.sort((a, b) => b.count - a.count).map(({ template }) => template)
}

/** Tokens of some lines as they are against rows and the definition. */
function pays(template: Template, { members }: Cluster, choosing: Choosing): boolean {
  const { reader, scale, countTokens } = choosing
  const match = new LineMatch()
  let weighed = 0
  let saved = 0
  for (let pick = 0; pick < WEIGHED; pick++) {
    const member = Math.floor((pick * members.length) / WEIGHED)
    reader.read(members[member] ?? 0)
    if (!match.fits(template, reader)) continue
    weighed++
    saved += countTokens(withoutStamp(reader)) + RAW_COST - countTokens(rowOf(match, reader))
  }
  const uses = members.length * scale
  return weighed > 0 && (saved / weighed) * uses > definitionCost(template, countTokens)
}

/** A line that fits no template still leaves its stamp to the clock. */
function withoutStamp({ line, extent }: LineReader): string {
  return extent === undefined ? line : line.slice(0, extent.start) + line.slice(extent.end)
}

function rowOf({ starts, ends }: LineMatch, { line }: LineReader): string {
  return `a ${starts.map((start, cell) => line.slice(start, ends[cell])).join(' ')}`
}

function definitionCost({ pieces, slots }: Template, countTokens: Choosing['countTokens']): number {
  const texts = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('')
  return DEFINITION_COST + slots * SLOT_COST + countTokens(texts)
}
