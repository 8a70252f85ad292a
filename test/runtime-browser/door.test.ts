import { describe, expect, it } from 'vitest'
import * as door from '../../src/runtime-browser/index.ts'
import { serviceLogs } from '../engine/laws/text-pool.ts'
import { doorSuite } from '../suites/door.ts'

describe('browser door', () => {
  doorSuite(door, ['headroomIn', 'idbStore', 'serveHeadroom'])

  it('keeps originals beyond one headroom in IndexedDB', async () => {
    const text = serviceLogs.get('redis.log') ?? ''
    const options = { store: 'indexeddb', scope: crypto.randomUUID() } as const
    const first = await door.createHeadroom({ ...options, preset: 'aggressive' })
    const { ccrHashes } = await first.compress([{ role: 'tool', content: text }], { recall: true })
    await first.close()
    const second = await door.createHeadroom(options)
    const slice = await second.retrieve(ccrHashes[0] ?? '', { lines: [7, 7] })
    expect(slice?.content).toBe(text.split('\n')[6])
    await second.close()
  })
})
