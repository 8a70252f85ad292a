import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { HookWatch, sightingOf } from '../../../src/runtime-node/hooks/hook-watch.ts'
import { home, LOG } from './stage.ts'

const lineOf = (id: string, content: string): string =>
  JSON.stringify({ message: { content: [{ tool_use_id: id, type: 'tool_result', content }] } })

describe("an agent's own record", () => {
  it('tells whether its model was shown what took the place of an output', async () => {
    const { folder } = await home()
    const file = join(folder, 's1.jsonl')
    const watch = new HookWatch(folder)
    const text = '  [packed log "x"]\n\tand its rows '
    watch.note({ agent: 'claude', file, id: 'toolu_1', text })
    await watch.look()
    expect(watch.seen('claude')).toBeUndefined()
    await writeFile(file, `{}\n${lineOf('toolu_1', text.trim())}\n`)
    watch.note({ agent: 'claude', file, id: 'toolu_1', text })
    await watch.look()
    expect(watch.seen('claude')).toBe('working')
    await writeFile(file, `${lineOf('toolu_1', text)}\n${lineOf('toolu_2', LOG)}\n`)
    watch.note({ agent: 'claude', file, id: 'toolu_2', text })
    await watch.look()
    expect(watch.seen('claude')).toBe('inert')
    expect(await sightingOf(folder, 'claude')).toMatchObject({ sighting: 'inert' })
    expect(await sightingOf(folder, 'opencode')).toBeUndefined()
  })

  it('is waited for until it tells of the call', async () => {
    const { folder } = await home()
    const file = join(folder, 's1.jsonl')
    await writeFile(file, `${lineOf('toolu_0', 'other')}\n`)
    const watch = new HookWatch(folder)
    watch.note({ agent: 'claude', file, id: 'toolu_1', text: 'small' })
    await watch.look()
    expect(watch.seen('claude')).toBeUndefined()
    await writeFile(file, `${lineOf('toolu_1', 'small')}\n`)
    await watch.look()
    expect(watch.seen('claude')).toBe('working')
  })
})
