import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, onTestFinished } from 'vitest'
import { MAIN, serviceLog } from '../runtime-node/cli/headroom.ts'
import { expectSame, session } from './mcp-compared.ts'
import { binOf, type Step, started } from './mcp-session.ts'
import { startDatabase, startForge } from './scripted-back-ends.ts'

const folder = mkdtempSync(join(tmpdir(), 'headroom-back-ends-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const call = (name: string, args: object): Step => ({
  method: 'tools/call',
  params: { name, arguments: args },
})

/** The same session with a gateway and without; gives the characters of both. */
async function compared(
  server: readonly string[],
  steps: readonly Step[],
  more: Readonly<Record<string, string>> = {},
): Promise<readonly [direct: number, behind: number]> {
  const env = { PATH: process.env['PATH'] ?? '', HEADROOM_HOME: join(folder, 'home'), ...more }
  const direct = await session(started(server, env), steps)
  const gateway = [process.execPath, MAIN, 'mcp', 'gateway', '--', ...server]
  const behind = await session(started(gateway, env), steps)
  expectSame(behind, direct)
  const sizes = [direct, behind].map(({ answers }) => JSON.stringify(answers.slice(1)).length)
  return [sizes[0] ?? 0, sizes[1] ?? 0]
}

describe('a gateway in front of a server that asks others', () => {
  it('changes nothing of a database’s but what comes back', async () => {
    const rows = Array.from({ length: 300 }, (_, at) => ({
      id: String(at),
      customer: `customer-${at % 17}`,
      state: at % 41 === 0 ? 'failed' : 'shipped',
      total: `${at * 7}.50`,
    }))
    const database = await startDatabase(rows)
    onTestFinished(database.stop)
    const url = `postgresql://reader@127.0.0.1:${database.port}/shop`
    const uri = `postgres://reader@127.0.0.1:${database.port}/orders/schema`
    const [direct, behind] = await compared(
      [binOf('mcp-server-postgres'), url],
      [
        { method: 'tools/list' },
        { method: 'resources/list' },
        { method: 'resources/read', params: { uri } },
        call('query', { sql: 'SELECT * FROM orders' }),
        call('query', { sql: 'SELECT * FROM none_such' }),
      ],
    )
    expect(behind).toBeLessThan(direct / 2)
  })

  it('nor of a forge’s', async () => {
    const forge = await startForge(serviceLog(500))
    onTestFinished(forge.stop)
    const env = {
      GITLAB_API_URL: `http://127.0.0.1:${forge.port}`,
      GITLAB_PERSONAL_ACCESS_TOKEN: 'none',
    }
    const [direct, behind] = await compared(
      [binOf('mcp-server-gitlab')],
      [
        { method: 'tools/list' },
        call('search_repositories', { search: 'service' }),
        call('get_file_contents', { project_id: '1001', file_path: 'service.log' }),
        call('get_file_contents', { project_id: '1001', file_path: 'none' }),
      ],
      env,
    )
    expect(behind).toBeLessThan(direct / 2)
  })
})
