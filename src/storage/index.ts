export {
  type Encryption,
  encryptedStore,
  plainStore,
  UnreadableCounts,
  type UnreadableReason,
} from './encrypted-store.ts'
export {
  type EncryptionKey,
  KEY_BYTES,
  keyFromBytes,
  keyFromPassphrase,
  SALT_BYTES,
} from './encryption-key.ts'
export { fromTextBytes, toTextBytes } from './text-bytes.ts'
