import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createHeadroom } from '../../../src/runtime-node/index.ts'
import { appOn, post, streamOf } from '../test-host.ts'

const MIB = 1 << 20
const path = '/v1/chat/completions'
const bodyOf = (bytes: number): string =>
  JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'x'.repeat(bytes) }] })

/** A proxy that may hold a mebibyte, and whose upstream answers when it is told to. */
async function waiting() {
  const headroom = await createHeadroom()
  const answers: (() => void)[] = []
  const app = appOn(
    {
      headroomFor: async () => headroom,
      send: async () => {
        await new Promise<void>((go) => answers.push(go))
        return { status: 200, headers: new Headers(), body: streamOf('{}'), decoded: false }
      },
    },
    { HEADROOM_MAX_IN_FLIGHT_BYTES: String(MIB) },
  )
  const asked = async (count: number): Promise<void> => {
    while (answers.length < count) await new Promise((go) => setTimeout(go, 2))
  }
  return { app, answers, asked }
}

describe('bodies that are held at once', () => {
  it.each([
    [
      'announced',
      (size: number) => ({ body: bodyOf(size), headers: { 'content-length': `${size + 60}` } }),
    ],
    ['not announced', (size: number) => ({ body: bodyOf(size) })],
    [
      'encoded',
      (size: number) => ({
        body: new Uint8Array(gzipSync(bodyOf(size))),
        headers: { 'content-encoding': 'gzip' },
      }),
    ],
  ])('are bounded, and the room comes back: %s', async (_, given) => {
    const { app, answers, asked } = await waiting()
    const first = post(app, path, given(0.7 * MIB))
    await asked(1)
    const refused = await post(app, path, given(0.7 * MIB))
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1'])
    expect(await refused.json()).toMatchObject({ error: { type: 'overloaded' } })
    const small = post(app, path, given(0.1 * MIB))
    await asked(2)
    for (const go of answers) go()
    for (const answer of [await first, await small]) expect(await answer.text()).toBe('{}')
    const later = post(app, path, given(0.7 * MIB))
    await asked(3)
    answers[2]?.()
    expect((await later).status).toBe(200)
  })

  it('may be one larger body, where it is alone', async () => {
    const { app, answers, asked } = await waiting()
    const only = post(app, path, { body: bodyOf(2 * MIB) })
    await asked(1)
    answers[0]?.()
    expect((await only).status).toBe(200)
  })
})
