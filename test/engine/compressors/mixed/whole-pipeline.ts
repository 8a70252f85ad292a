import { folders } from '../../../../src/engine/compressors/shorteners.ts'
import type { CompressContext, Packer, Parts } from '../../../../src/engine/contracts/compressor.ts'
import { detect } from '../../../../src/engine/detect/detect.ts'
import { partsOn } from '../../../../src/engine/pipeline/parts.ts'
import { unpackContextOn } from '../../../../src/engine/pipeline/unpack-part.ts'
import { WORKSHOP } from '../../../../src/engine/workshop.ts'
import { countWords } from '../log/generate-logs.ts'

/** Parts as every engine treats them, with a quick count. */
const parts: Parts | undefined = partsOn(
  {
    workshop: WORKSHOP,
    smallestBlock: 100,
    signal: undefined,
    detect,
    countReference: countWords,
  },
  { folders, query: '' },
)

export const context: CompressContext = {
  query: '',
  targetTokens: 0,
  countTokens: countWords,
  signal: undefined,
  ...(parts === undefined ? {} : { parts }),
}

export const unpackContext = unpackContextOn(WORKSHOP.packers)

export function packWith(packer: Packer, text: string, folded = false): string | undefined {
  return packer.pack({ text, content: detect(text), folded }, context)
}
