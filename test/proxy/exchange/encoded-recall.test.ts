import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createHeadroom } from '../../../src/runtime-node/index.ts'
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

  it.each(ENCODINGS.slice(0, 2))('streamed, %s', async (encoding, encode) => {
    const { response, asked } = await lookedUp(format, { isStream: true, encoding, encode })
    const body = await response.text()
    expect(asked()).toBe(2)
    expect(response.headers.get('content-encoding')).toBeNull()
    expect(seenBy(format, body, true)).toMatchObject({ stop: 'end', isTerminated: true })
  })
})

it('a cut encoded answer breaks off, and is no tidy end', async () => {
  const encode = (plain: string) => new Uint8Array(gzipSync(plain)).subarray(0, 80)
  const { response } = await lookedUp('anthropic', { isStream: true, encoding: 'gzip', encode })
  await expect(response.text()).rejects.toThrow()
})

it('what can not be undone passes as it came', async () => {
  const encode = (plain: string) => new Uint8Array(brotliCompressSync(plain))
  const given = { encoding: 'br', encode, isStream: true }
  const { response } = await lookedUp('anthropic', given)
  expect(response.headers.get('content-encoding')).toBe('br')
  const bytes = new Uint8Array(await response.arrayBuffer())
  expect(bytes).toEqual(encode(PROVIDERS.anthropic.stream(CALLING, 0)))
})
