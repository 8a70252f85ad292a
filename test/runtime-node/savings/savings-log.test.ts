import { execFile } from 'node:child_process'
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { SavingsLog } from '../../../src/runtime-node/savings/savings-log.ts'
import { MAIN, serviceLog } from '../cli/headroom.ts'

const folder = mkdtempSync(join(tmpdir(), 'headroom-savings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('savings', () => {
  it('of several at once come together, and stay bounded', async () => {
    const directory = join(folder, 'many')
    const logs = [new SavingsLog(directory), new SavingsLog(directory)]
    const project = 'p'.repeat(150)
    for (let at = 0; at < 1700; at++)
      await Promise.all(
        logs.map((log) => log.add({ door: 'proxy', project, tokensSaved: 10, tokensRetrieved: 1 })),
      )
    expect(await logs[0]?.read()).toEqual([
      { door: 'proxy', project, calls: 3400, tokensSaved: 34_000, tokensRetrieved: 3400 },
    ])
    const names = readdirSync(join(directory, 'savings'))
    expect(names).toContain('sums.jsonl')
    for (const name of names) {
      const { size, mode } = statSync(join(directory, 'savings', name))
      expect(size).toBeLessThan(270_000)
      expect(mode & 0o077).toBe(0)
    }
  })

  it('noted by a server are one line a moment later, and none is lost', async () => {
    const log = new SavingsLog(join(folder, 'noted'))
    for (let at = 0; at < 50; at++) {
      log.note({ door: 'gateway', project: 'a', tokensSaved: at, tokensRetrieved: 1 })
      log.note({ door: 'gateway', project: 'a', tokensSaved: 0, tokensRetrieved: 0 })
    }
    expect(await log.read()).toEqual([])
    const sum = { door: 'gateway', project: 'a', calls: 50, tokensSaved: 1225, tokensRetrieved: 50 }
    await expect.poll(async () => await log.read()).toEqual([sum])
    const file = join(folder, 'noted', 'savings', 'now.jsonl')
    expect(readFileSync(file, 'utf8')).toBe(`${JSON.stringify(sum)}\n`)
    log.note({ door: 'gateway', project: 'a', tokensSaved: 1, tokensRetrieved: 0 })
    await log.flush()
    expect(await log.read()).toEqual([{ ...sum, calls: 51, tokensSaved: 1226 }])
  })

  it('survive lines that are none, and folders that can’t be written', async () => {
    const log = new SavingsLog(join(folder, 'odd'))
    await log.add({ door: 'cli', project: 'a', tokensSaved: 5, tokensRetrieved: 0 })
    await log.add({ door: 'cli', project: 'a', tokensSaved: 0, tokensRetrieved: 0 })
    const file = join(folder, 'odd', 'savings', 'now.jsonl')
    appendFileSync(file, '{"door":"cli","proj\nnull\n{"door":"x","project":"a"}\n')
    await log.add({ door: 'gateway', project: 'b', tokensSaved: 9, tokensRetrieved: 2 })
    expect((await log.read()).map(({ door, calls }) => [door, calls])).toEqual([
      ['gateway', 1],
      ['cli', 1],
    ])
    const nowhere = new SavingsLog(join(file, 'below'))
    await nowhere.add({ door: 'cli', project: 'a', tokensSaved: 5, tokensRetrieved: 0 })
  })

  it('are told by headroom stats, net of what was looked up', async () => {
    const HEADROOM_HOME = join(folder, 'cli')
    const headroom = async (...args: readonly string[]): Promise<string> => {
      const env = { PATH: process.env['PATH'], HEADROOM_HOME }
      const child = promisify(execFile)(process.execPath, [MAIN, ...args], { env })
      child.child.stdin?.end(serviceLog(400))
      return (await child).stdout
    }
    expect(await headroom('stats')).toBe('Nothing has been saved yet.\n')
    await headroom('compress', '--scope', 'mine', '--recall')
    const log = new SavingsLog(HEADROOM_HOME)
    await log.add({ door: 'gateway', project: 'other', tokensSaved: 100, tokensRetrieved: 130 })
    const { total, doors, projects } = JSON.parse(await headroom('stats', '--json'))
    expect(doors.cli.tokensSaved).toBeGreaterThan(1000)
    expect(doors.gateway).toMatchObject({ calls: 1, tokensNet: -30 })
    expect(total.tokensNet).toBe(doors.cli.tokensSaved - 30)
    expect(projects).toHaveLength(2)
    expect(await headroom('stats', '--project', 'other')).toMatch(
      /gateway +other +1 +100 +130 +-30\n/,
    )
    const project = 'a\u001b]0;title\u0007b'
    await log.add({ door: 'proxy', project, tokensSaved: 1, tokensRetrieved: 0 })
    expect(await headroom('stats')).toContain('"a\\u001b]0;title\\u0007b"')
  })
})
