import type { Packer } from '../../contracts/compressor.ts'
import { decodeLog } from './decode-log.ts'
import { encodeLog } from './encode-log.ts'

/** Lines as rows of the templates they fit, columns carried forward, times as differences. */
export const packLog: Packer = {
  mode: 'pack',
  name: 'log/pack',
  form: 'log',
  accepts: ['log'],
  pack: encodeLog,
  unpack: decodeLog,
  preserves: (original, packed) => (decodeLog(packed) === original ? 'bytes' : undefined),
}
