/** Bytes as a zstd frame of stored blocks (RFC 8878 §3.1): no compressor is at hand in every Node. */
export function zstdStored(bytes: Buffer): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32LE(0xfd2fb528, 0)
  // One segment, whose size follows in eight bytes.
  head.writeUInt8(0b11100000, 4)
  head.writeBigUInt64LE(BigInt(bytes.length), 5)
  const blocks: Buffer[] = []
  for (let at = 0; at === 0 || at < bytes.length; at += LARGEST_BLOCK) {
    const block = bytes.subarray(at, at + LARGEST_BLOCK)
    const isLast = at + LARGEST_BLOCK >= bytes.length
    const size = Buffer.alloc(3)
    size.writeUIntLE((block.length << 3) | (isLast ? 1 : 0), 0, 3)
    blocks.push(size, block)
  }
  return Buffer.concat([head, ...blocks])
}

const LARGEST_BLOCK = 128 * 1024
