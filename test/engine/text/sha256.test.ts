import { expect, it } from 'vitest'
import { sha256 } from '../../../src/engine/text/sha256.ts'

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** Examples of FIPS 180-4's validation set, and one in each UTF-8 length. */
it.each([
  ['', EMPTY],
  ['abc', 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [
    'abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq',
    '248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1',
  ],
  ['a'.repeat(1_000_000), 'cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0'],
])('agrees with the published digests', (text, digest) => {
  expect(sha256(text)).toBe(digest)
})

it('keeps what UTF-8 would make equal apart', () => {
  const alike = ['\ud800', '\udc00', '\ufffd', '\udbff', '\udc00\ud800']
  expect(new Set(alike.map((text) => sha256(text))).size).toBe(alike.length)
  expect(sha256('\ud83d\ude00')).not.toBe(sha256('\ud83d \ude00'))
})

it('hashes a pair the same wherever the chunks are cut', () => {
  for (const before of [4094, 4095, 4096, 4097]) {
    const text = `${'x'.repeat(before)}\ud83d\ude00\ud83d`
    expect(sha256(text)).not.toBe(sha256(`${'x'.repeat(before)}\ud83d\ufffd\ud83d`))
    expect(sha256(text)).toBe(sha256([...text].join('')))
  }
})
