/**
 * SHA-256 (FIPS 180-4) of a string, as 64 lower-case hexadecimal digits. It names originals, so two
 * different strings must never share their bytes: the text is hashed as WTF-8, which is UTF-8
 * with a lone surrogate written as the three bytes its number would take. For well-formed text that is
 * what `sha256sum` prints for the file; U+FFFD and a lone surrogate stay apart.
 */
export function sha256(text: string): string {
  const state = Int32Array.from(START)
  const schedule = new Int32Array(64)
  const bytes = new Uint8Array(CHUNK_BYTES)
  let held = 0
  let total = 0
  let at = 0
  while (at < text.length) {
    const end = chunkEnd(text, at)
    const filled = encode(text, { start: at, end }, { bytes, held })
    total += filled - held
    held = digestWholeBlocks(state, schedule, { bytes, held: filled })
    at = end
  }
  digestWholeBlocks(state, schedule, pad({ bytes, held }, total))
  return toHex(state)
}

/** Bytes waiting to be hashed: the first `held` of `bytes`. */
interface Pending {
  readonly bytes: Uint8Array
  readonly held: number
}

/** Enough to make the calls cheap, small enough to stay in the first-level cache. */
const CHUNK_CHARACTERS = 4096
const BLOCK_BYTES = 64
/** A UTF-16 code unit takes at most three bytes; a rest of one block and the padding come on top. */
const CHUNK_BYTES = 3 * CHUNK_CHARACTERS + 3 * BLOCK_BYTES

/** A surrogate pair is never cut in two. */
function chunkEnd(text: string, start: number): number {
  const end = Math.min(text.length, start + CHUNK_CHARACTERS)
  if (end === text.length) return end
  return (text.charCodeAt(end - 1) & 0xfc00) === 0xd800 ? end - 1 : end
}

/** Appends the WTF-8 bytes of a part of `text`; returns how many bytes are held then. */
function encode(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  { bytes, held }: Pending,
): number {
  let to = held
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at)
    if (unit < 0x80) {
      bytes[to++] = unit
    } else {
      const point = text.codePointAt(at) ?? unit
      to = encodeWide(point, bytes, to)
      if (point > 0xffff) at++
    }
  }
  return to
}

function encodeWide(point: number, bytes: Uint8Array, from: number): number {
  let to = from
  if (point < 0x800) {
    bytes[to++] = 0xc0 | (point >> 6)
  } else {
    if (point < 0x10000) {
      bytes[to++] = 0xe0 | (point >> 12)
    } else {
      bytes[to++] = 0xf0 | (point >> 18)
      bytes[to++] = 0x80 | ((point >> 12) & 0x3f)
    }
    bytes[to++] = 0x80 | ((point >> 6) & 0x3f)
  }
  bytes[to++] = 0x80 | (point & 0x3f)
  return to
}

/** Hashes all whole blocks and moves what is left to the front; returns its size. */
function digestWholeBlocks(state: Int32Array, schedule: Int32Array, pending: Pending): number {
  const { bytes, held } = pending
  let block = 0
  for (; block + BLOCK_BYTES <= held; block += BLOCK_BYTES) {
    for (let word = 0, at = block; word < 16; word++, at += 4) {
      schedule[word] =
        (byteAt(bytes, at) << 24) |
        (byteAt(bytes, at + 1) << 16) |
        (byteAt(bytes, at + 2) << 8) |
        byteAt(bytes, at + 3)
    }
    digestBlock(state, schedule)
  }
  bytes.copyWithin(0, block, held)
  return held - block
}

function byteAt(bytes: Uint8Array, at: number): number {
  return bytes[at] as number
}

/** The rest, a one bit, zeros, and the length in bits: up to the end of a block. */
function pad({ bytes, held }: Pending, total: number): Pending {
  const end = held + 9 <= BLOCK_BYTES ? BLOCK_BYTES : 2 * BLOCK_BYTES
  bytes.fill(0, held, end)
  bytes[held] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(end - 8, Math.floor(total / 0x20000000))
  view.setUint32(end - 4, (total << 3) >>> 0)
  return { bytes, held: end }
}

/** One block: extends the schedule from 16 to 64 words, then 64 rounds (FIPS 180-4, 6.2.2). */
function digestBlock(state: Int32Array, w: Int32Array): void {
  for (let t = 16; t < 64; t++) {
    const late = w[t - 2] as number
    const early = w[t - 15] as number
    const s1 = ((late >>> 17) | (late << 15)) ^ ((late >>> 19) | (late << 13)) ^ (late >>> 10)
    const s0 = ((early >>> 7) | (early << 25)) ^ ((early >>> 18) | (early << 14)) ^ (early >>> 3)
    w[t] = (s1 + (w[t - 7] as number) + s0 + (w[t - 16] as number)) | 0
  }
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  let e = state[4] as number
  let f = state[5] as number
  let g = state[6] as number
  let h = state[7] as number
  for (let t = 0; t < 64; t++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const choice = g ^ (e & (f ^ g))
    const first = (h + s1 + choice + (ROUND[t] as number) + (w[t] as number)) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const majority = (a & b) | (c & (a | b))
    h = g
    g = f
    f = e
    e = (d + first) | 0
    d = c
    c = b
    b = a
    a = (first + s0 + majority) | 0
  }
  state[0] = (state[0] as number) + a
  state[1] = (state[1] as number) + b
  state[2] = (state[2] as number) + c
  state[3] = (state[3] as number) + d
  state[4] = (state[4] as number) + e
  state[5] = (state[5] as number) + f
  state[6] = (state[6] as number) + g
  state[7] = (state[7] as number) + h
}

function toHex(state: Int32Array): string {
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')
}

/** First 32 bits of the fractional parts of the square roots of the first 8 primes (FIPS 180-4, 5.3.3). */
const START = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
]

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4, 4.2.2). */
const ROUND = Int32Array.from([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
])
