import type { Packer } from '../../contracts/compressor.ts'
import { decodeBlame } from './decode-blame.ts'
import { encodeBlame } from './encode-blame.ts'

/** `git blame` by commits: who and when once, the code as it is. */
export const packBlame: Packer = {
  mode: 'pack',
  name: 'diff/pack-blame',
  form: 'blame',
  accepts: ['diff'],
  pack: encodeBlame,
  unpack: decodeBlame,
  preserves: (original, packed) => (decodeBlame(packed) === original ? 'bytes' : undefined),
}
