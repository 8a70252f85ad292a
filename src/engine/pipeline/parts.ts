import type { Fold, Folder, Parts } from '../contracts/compressor.ts'
import type { Desk, Workshop } from './desk.ts'
import { packBest } from './pack-best.ts'
import { DEEPEST_PART } from './unpack-part.ts'
import { isWorthwhile } from './worth.ts'

/** What treating a part needs of the desk. */
export interface PartsDesk
  extends Pick<Desk, 'smallestBlock' | 'signal' | 'detect' | 'countReference'> {
  readonly workshop: Pick<Workshop, 'packers'>
}

/** How parts are folded: by what, and for what. */
export interface Folding {
  readonly folders: readonly Folder[]
  readonly query: string
}

const NO_FOLDING: Folding = { folders: [], query: '' }

/** The pipeline as a compressor sees it, for stretches of another kind; `undefined` below `DEEPEST_PART`. */
export function partsOn(
  desk: PartsDesk,
  folding: Folding = NO_FOLDING,
  depth = 1,
): Parts | undefined {
  if (depth > DEEPEST_PART) return undefined
  return {
    detect: (text) => desk.detect(text),
    pack: (text) => packPart(text, desk, depth),
    fold: (text, targetTokens) => foldPart(text, targetTokens, { desk, folding, depth }),
  }
}

/** Chosen by reference tokens: what is written depends on the text alone. */
function packPart(text: string, desk: PartsDesk, depth: number): string | undefined {
  const tokensBefore = desk.countReference(text)
  if (tokensBefore < desk.smallestBlock) return undefined
  const passage = { text, content: desk.detect(text), folded: false }
  const packed = packBest(passage, {
    desk: { ...desk, countTokens: desk.countReference },
    tokensBefore,
    attempts: [],
    parts: partsOn(desk, NO_FOLDING, depth + 1),
  })
  if (packed === undefined || packed.proof !== 'bytes') return undefined
  return isWorthwhile(packed.tokens, tokensBefore) ? packed.text : undefined
}

interface Place {
  readonly desk: PartsDesk
  readonly folding: Folding
  readonly depth: number
}

/** The first fold that a folder of the part's kind proposes. */
function foldPart(text: string, targetTokens: number, place: Place): Fold | undefined {
  const { desk, folding, depth } = place
  const content = desk.detect(text)
  const parts = partsOn(desk, folding, depth + 1)
  const context = {
    query: folding.query,
    targetTokens,
    countTokens: desk.countReference,
    signal: desk.signal,
    ...(parts === undefined ? {} : { parts }),
  }
  for (const folder of folding.folders) {
    if (!folder.accepts.includes(content.kind)) continue
    const fold = folder.fold({ text, content, folded: false }, context)
    if (fold !== undefined) return fold
  }
  return undefined
}
