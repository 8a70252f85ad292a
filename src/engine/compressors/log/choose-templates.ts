import { buildTemplate } from './build-template.ts'
import { groupLines } from './group-lines.ts'
import type { LineReader } from './line-reader.ts'
import { LineMatch } from './match-line.ts'
import type { KnownTemplate } from './match-lines.ts'
import { type Cluster, mergeGroups } from './merge-groups.ts'
import { shareWithinRows } from './share-within-rows.ts'
import { type Draft, draftPieces, knownValues, splitSlots } from './split-slots.ts'
import type { Template } from './template.ts'

/** Lines on which a template's worth is weighed. */
const WEIGHED = 10
/** A template's name, its colon and its line break. */
const DEFINITION_COST = 3
/** What each slot costs in the definition: braces and number. */
const SLOT_COST = 2
/** What a line costs that stays as it is, beside its text. */
const RAW_COST = 1

export interface Choosing {
  readonly reader: LineReader
  /** Values may hold spaces. */
  readonly isCoarse: boolean
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
  const drafts = clusters.map((cluster) => buildTemplate(cluster, choosing))
  const values = knownValues(drafts)
  const known: { readonly template: KnownTemplate; readonly count: number }[] = []
  for (const [index, cluster] of clusters.entries()) {
    const draft = drafts[index]
    if (draft === undefined) continue
    const template = bestOf(draft, values, { cluster, choosing })
    if (template === undefined) continue
    const { signatures, frame, members } = cluster
    known.push({ template: { template, signatures, frame }, count: members.length })
  }
  return known.sort((a, b) => b.count - a.count).map(({ template }) => template)
}

interface Weighing {
  readonly cluster: Cluster
  readonly choosing: Choosing
}

/** The draft's template that saves most, with values parted in a line or not; `undefined` for a loss. */
function bestOf(
  draft: Draft,
  values: ReadonlySet<string>,
  weighing: Weighing,
): Template | undefined {
  if (weighing.choosing.reader.areWordsWhole) {
    return worthOf(draft.template, weighing) > 0 ? draft.template : undefined
  }
  const pieces = draftPieces(draft)
  const parted = shareWithinRows(pieces)
  const { isCoarse } = draft.template
  const plain = splitSlots(pieces, { known: values, isCoarse })
  const shared = parted === pieces ? plain : splitSlots(parted, { known: values, isCoarse })
  const plainWorth = worthOf(plain, weighing)
  const sharedWorth = isSameTemplate(plain, shared) ? 0 : worthOf(shared, weighing)
  if (Math.max(plainWorth, sharedWorth) <= 0) return undefined
  return sharedWorth > plainWorth ? shared : plain
}

function isSameTemplate(one: Template, other: Template): boolean {
  return one.pieces.length === other.pieces.length && one.slots === other.slots
}

/** Tokens saved: some lines as they are against their rows, less the definition. */
function worthOf(template: Template, { cluster: { members }, choosing }: Weighing): number {
  const { reader, scale, countTokens } = choosing
  const match = new LineMatch()
  const picks = Math.min(WEIGHED, members.length)
  let fitting = 0
  let plain = ''
  let rows = ''
  for (let pick = 0; pick < picks; pick++) {
    reader.read(members[Math.floor((pick * members.length) / picks)] ?? 0)
    if (!match.fits(template, reader)) continue
    fitting++
    plain += `${withoutStamp(reader)}\n`
    rows += `${rowOf(match, reader)}\n`
  }
  const saved = countTokens(plain) + fitting * RAW_COST - countTokens(rows)
  return (saved / picks) * members.length * scale - definitionCost(template, countTokens)
}

/** A line that fits no template still leaves its stamp to the clock. */
function withoutStamp({ line, stampStart, stampEnd }: LineReader): string {
  return stampStart === -1 ? line : line.slice(0, stampStart) + line.slice(stampEnd)
}

function rowOf({ count, starts, ends }: LineMatch, { line }: LineReader): string {
  let row = 'a'
  for (let cell = 0; cell < count; cell++) row += ` ${line.slice(starts[cell], ends[cell])}`
  return row
}

function definitionCost({ pieces, slots }: Template, countTokens: Choosing['countTokens']): number {
  const texts = pieces.map((piece) => (piece.kind === 'text' ? piece.text : '')).join('')
  return DEFINITION_COST + slots * SLOT_COST + countTokens(texts)
}
