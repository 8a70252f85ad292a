import { findRefs, type Headroom, isEngineError } from '../../src/runtime-browser/here.ts'
import type { BlockTexts, Compressed } from './conversation.ts'
import { gapIn, isMarker } from './gaps.ts'
import type { ProofLine } from './protocol.ts'

type Decision = Compressed['report']['decisions'][number]

/** Decodes every packed block and reads every original back, and compares both with what came in. */
export async function proofsOf(
  headroom: Headroom,
  { blocks, report, expanded }: Compressed,
): Promise<readonly ProofLine[]> {
  const byId = new Map(blocks.map((block) => [block.id, block]))
  const decoded = await expanded()
  const lines: ProofLine[] = []
  for (const decision of report.decisions) {
    const block = byId.get(decision.block)
    if (block === undefined) continue
    const expandedBlock = { ...block, decoded: decoded.get(block.id) ?? '' }
    lines.push(...(await proofsOfBlock(headroom, expandedBlock, decision)))
  }
  return lines
}

interface DecodedBlock extends BlockTexts {
  /** What the engine's decoder makes of `after`. */
  readonly decoded: string
}

async function proofsOfBlock(
  headroom: Headroom,
  block: DecodedBlock,
  decision: Decision,
): Promise<readonly ProofLine[]> {
  if (decision.outcome === 'kept') {
    const holds = block.before === block.after
    return [{ block: block.id, what: 'kept', holds, detail: 'unchanged, byte for byte' }]
  }
  if (decision.outcome === 'packed') return [decodes(block, decision.proof)]
  const originals = await Promise.all(decision.refs.map((ref) => readsBack(headroom, block, ref)))
  return decision.outcome === 'viewed' ? originals : [...originals, keepsLines(block)]
}

function decodes({ id, before, decoded }: DecodedBlock, proof: 'bytes' | 'json-equal'): ProofLine {
  const isSame = decoded === before
  const holds = isSame || (proof === 'json-equal' && isSameJson(decoded, before))
  const detail = isSame ? 'decoded: every byte as it was' : 'decoded: equal JSON'
  return { block: id, what: 'packed', holds, detail: holds ? detail : 'the decoded text differs' }
}

async function readsBack(
  headroom: Headroom,
  { id, before, after }: BlockTexts,
  ref: string,
): Promise<ProofLine> {
  const original = await retrieved(headroom, ref)
  const isShown = findRefs(after).some((shown) => shown === ref)
  if (original === undefined) {
    return { block: id, what: 'original', holds: false, detail: `${ref} is not in the store` }
  }
  // A part of the block may have been folded by itself: its original is a stretch of the text.
  const isPart = original !== before && before.includes(original)
  const holds = isShown && (original === before || isPart)
  const size = `${original.length.toLocaleString('en')} characters`
  const what = isPart ? 'a stretch of the original' : 'the whole original'
  const detail = holds ? `read back from the store: ${what}, ${size}` : 'the stored text differs'
  return { block: id, what: 'original', holds, detail }
}

async function retrieved(headroom: Headroom, ref: string): Promise<string | undefined> {
  try {
    return (await headroom.retrieve(ref))?.content
  } catch (error) {
    if (isEngineError(error)) return undefined
    throw error
  }
}

/** Every line that a fold shows stands in the original, in the same order. */
function keepsLines({ id, before, decoded }: DecodedBlock): ProofLine {
  const shown = decoded.split('\n').filter((line) => !isOurs(line))
  let at = 0
  let missing = 0
  for (const line of shown) {
    const found = before.indexOf(line.trim(), at)
    if (found === -1) missing++
    else at = found + line.trim().length
  }
  const detail =
    missing === 0
      ? `${shown.length.toLocaleString('en')} lines shown, each as it stands in the original, in order`
      : `${missing} of ${shown.length} lines shown do not stand in the original`
  return { block: id, what: 'folded', holds: missing === 0, detail }
}

function isOurs(line: string): boolean {
  return line.trim() === '' || gapIn(line.trim()) !== undefined || isMarker(line)
}

function isSameJson(one: string, other: string): boolean {
  try {
    return JSON.stringify(JSON.parse(one)) === JSON.stringify(JSON.parse(other))
  } catch {
    return false
  }
}
