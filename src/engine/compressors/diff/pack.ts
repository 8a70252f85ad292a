import type { Packer } from '../../contracts/compressor.ts'
import { decodeDiff } from './decode-diff.ts'
import { encodeDiff } from './encode-diff.ts'

/** Heads of files, hunks and commits in short; every changed line whole. */
export const packDiff: Packer = {
  mode: 'pack',
  name: 'diff/pack',
  form: 'diff',
  accepts: ['diff'],
  pack: encodeDiff,
  unpack: decodeDiff,
  preserves: (original, packed) => (decodeDiff(packed) === original ? 'bytes' : undefined),
}
