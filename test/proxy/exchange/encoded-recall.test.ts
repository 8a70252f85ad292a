import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createHeadroom } from '../../../src/runtime-node/index.ts'
import { brotliDecoder } from '../../../src/runtime-node/proxy/brotli-decoder.ts'
import { INJECTED, PATHS } from '../../suites/faults/requests.ts'
import { seenBy } from '../recall/checkers.ts'
import { call, FORMATS, PROVIDERS, script, text } from '../recall/scripts.ts'
import { appOn, post, streamOf } from '../test-host.ts'
import { zstdStored } from '../zstd-stored.ts'

const CALLING = script('calls', text('Wait. '), call('p1', 'headroom_retrieve', { hash: 'none' }))
const ENDING = script('end', text('It is this.'))

/** What a client gets of a lookup whose upstream answers in an encoding although it was asked for none. */
async function lookedUp(
  format: (typeof FORMATS)[number],
  given: {
    readonly isStream: boolean
    readonly encoding: string
    readonly encode: (text: string) => Uint8Array
  },
) {
  const { isStream, encoding, encode } = given
  let round = 0
  const app = appOn({
    brotliDecoder,
    headroomFor: async () => await createHeadroom(),
    send: async () => {
      const { stream, whole } = PROVIDERS[format]
      const answer = (isStream ? stream : whole)(round === 0 ? CALLING : ENDING, round++)
      const bytes = encode(answer)
      return {
        status: 200,
        headers: new Headers({
          'content-type': isStream ? 'text/event-stream' : 'application/json',
          'content-encoding': encoding,
          'content-length': `${bytes.byteLength}`,
        }),
        body: streamOf(bytes.subarray(0, 30), bytes.subarray(30)),
        decoded: false,
      }
    },
  })
  const response = await post(app, PATHS[format], { body: INJECTED[format] })
  return { response, asked: () => round }
}

const ENCODINGS = [
  ['gzip', (plain: string) => new Uint8Array(gzipSync(plain))],
  ['deflate', (plain: string) => new Uint8Array(deflateSync(plain))],
  ['br', (plain: string) => new Uint8Array(brotliCompressSync(plain))],
  ['zstd', (plain: string) => new Uint8Array(zstdStored(Buffer.from(plain)))],
] as const

describe.each(FORMATS)('a lookup in answers that are encoded all the same: %s', (format) => {
  it.each(ENCODINGS)('whole, %s', async (encoding, encode) => {
    const { response, asked } = await lookedUp(format, { isStream: false, encoding, encode })
    const body = await response.text()
    expect(asked()).toBe(2)
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(response.headers.get('content-length')).toBeNull()
    expect(seenBy(format, body, false)).toMatchObject({ stop: 'end' })
  })

  it.each(ENCODINGS)('streamed, %s', async (encoding, encode) => {
    const { response, asked } = await lookedUp(format, { isStream: true, encoding, encode })
    const body = await response.text()
    expect(asked()).toBe(2)
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(seenBy(format, body, true)).toMatchObject({ stop: 'end', isTerminated: true })
  })
})

const CUT = ENCODINGS.map(([encoding, encode]) => [encoding, encode('x'.repeat(5000))] as const)

it.each(CUT)('a cut answer in %s breaks off, and is no tidy end', async (encoding, bytes) => {
  const encode = () => bytes.subarray(0, bytes.byteLength - 3)
  const { response } = await lookedUp('anthropic', { isStream: true, encoding, encode })
  await expect(response.text()).rejects.toThrow()
})

it('what nobody can undo passes as it came', async () => {
  const encode = (plain: string) => new TextEncoder().encode(plain)
  const given = { encoding: 'snappy', encode, isStream: true }
  const { response } = await lookedUp('anthropic', given)
  expect(response.headers.get('content-encoding')).toBe('snappy')
  expect(await response.text()).toEqual(PROVIDERS.anthropic.stream(CALLING, 0))
})
