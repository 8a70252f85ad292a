import type { Packer, UnpackContext } from '../contracts/compressor.ts'
import type { Earlier } from '../contracts/earlier.ts'
import { checksum } from '../text/checksum.ts'
import { parsePacked } from '../text/packed-header.ts'

/** Parts within parts, at most: a transcript in a JSON string in a transcript is 3. */
export const DEEPEST_PART = 6

/** What decoders may ask: the way back from `Parts.pack`, and the tool results before the block. */
export function unpackContextOn(
  packers: readonly Packer[],
  { depth = 1, earlier }: { readonly depth?: number; readonly earlier?: Earlier | undefined } = {},
): UnpackContext {
  const plain = { unpack: (packed: string) => unpackPart(packed, packers, depth) }
  return earlier === undefined ? plain : { ...plain, earlier }
}

/** By the decoder and the checksum; whether our encoder would print the whole so is asked of the whole. */
function unpackPart(packed: string, packers: readonly Packer[], depth: number): string | undefined {
  const header = depth > DEEPEST_PART ? undefined : parsePacked(packed)
  if (header === undefined) return undefined
  const packer = packers.find(({ form }) => form === header.form)
  const original = packer?.unpack(packed, unpackContextOn(packers, { depth: depth + 1 }))
  return original !== undefined && checksum(original) === header.check ? original : undefined
}
