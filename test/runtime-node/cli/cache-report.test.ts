import { afterEach, describe, expect, it, vi } from 'vitest'
import { reportOf } from '../../../src/runtime-node/cli/cache-report-command.ts'
import { run } from '../../../src/runtime-node/cli/program.ts'
import { serveProxy } from '../../../src/runtime-node/proxy/serve.ts'
import { startUpstream } from '../../proxy/scripted-upstream.ts'
import { scratchFolder } from './headroom.ts'

afterEach(() => vi.restoreAllMocks())

async function report(
  ...args: readonly string[]
): Promise<{ code: number; said: string; wrong: string }> {
  let said = ''
  let wrong = ''
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text)
    return true
  })
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    wrong += String(text)
    return true
  })
  const code = await run(['cache-report', ...args])
  out.mockRestore()
  err.mockRestore()
  return { code, said, wrong }
}

describe('cache-report', () => {
  it('asks the running proxy what its providers’ caches did', async () => {
    const folder = await scratchFolder()
    const none = await report('--workspace-dir', folder)
    expect([none.code, none.wrong]).toEqual([
      1,
      expect.stringContaining('no proxy is running from'),
    ])

    const upstream = await startUpstream()
    const usage = {
      input_tokens: 5,
      output_tokens: 1,
      cache_read_input_tokens: 0,
      cache_creation_input_tokens: 5000,
    }
    upstream.answer = (_, outgoing) => outgoing.end(JSON.stringify({ type: 'message', usage }))
    const proxy = await serveProxy({
      flags: { port: '0', 'workspace-dir': folder },
      environment: { ANTHROPIC_TARGET_API_URL: upstream.url },
    })
    try {
      expect((await report('--workspace-dir', folder)).said).toContain(
        'no provider has said anything',
      )
      for (const day of ['23', '24']) {
        const system = `${'You are an agent. '.repeat(300)}Today is 2026-11-${day}.`
        const body = JSON.stringify({
          model: 'm',
          system,
          messages: [{ role: 'user', content: 'hi' }],
        })
        const path = `${proxy.url}/t/${proxy.token}/v1/messages`
        await (await fetch(path, { method: 'POST', body })).text()
      }
      const { code, said } = await report('--workspace-dir', folder)
      expect(code).toBe(0)
      expect(said).toMatch(/began otherwise than before +1 +5,000/)
      expect(said).toMatch(/system\+5409 +a date +requests +1 +5,000/)
      const { said: json } = await report('--workspace-dir', folder, '--json')
      expect(JSON.parse(json)).toMatchObject({ url: proxy.url, outcomes: { first: 1, prefix: 1 } })
    } finally {
      await proxy.close()
      await upstream.stop()
    }
  })

  it('is a table of places, and of what they cost', () => {
    const unstable = [
      {
        place: 'tools[3]',
        what: 'keys in another order',
        between: 'requests',
        times: 1200,
        tokensBehind: 9_000_000,
      },
    ]
    const figures = { outcomes: { hit: 3 }, tokens_not_read: {}, unstable }
    expect(reportOf('http://127.0.0.1:8787', figures).split('\n')).toEqual([
      'http://127.0.0.1:8787',
      'requests that        requests  tokens not read',
      '-------------------  --------  ---------------',
      'read what was there         3                0',
      '',
      'place     what changes           from one to the next of  times  tokens behind',
      '--------  ---------------------  -----------------------  -----  -------------',
      'tools[3]  keys in another order  requests                 1,200      9,000,000',
      '',
    ])
  })
})
