import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { MAIN } from '../cli/headroom.ts'

const home = realpathSync(mkdtempSync(join(tmpdir(), 'headroom-malformed-')))
afterAll(() => rmSync(home, { recursive: true, force: true }))
const SCRIPTED = fileURLToPath(new URL('gateway/scripted-server.mjs', import.meta.url))

interface Answer {
  readonly id?: unknown
  readonly result?: unknown
  readonly error?: { readonly code: number; readonly message: string }
}

/** Says something to a process of its own, and waits until it has answered all of the ids; what it said. */
async function said(
  args: readonly string[],
  lines: readonly (string | Buffer)[],
  ids: readonly unknown[],
) {
  const env = { PATH: process.env['PATH'] ?? '', HEADROOM_HOME: home }
  const child = spawn(process.execPath, [MAIN, 'mcp', ...args], {
    env,
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  for (const line of lines) child.stdin.write(line)
  const answers: Answer[] = []
  const waiting = new Set(ids)
  for await (const line of createInterface({ input: child.stdout })) {
    const answer: Answer = JSON.parse(line)
    answers.push(answer)
    waiting.delete(answer.id)
    if (waiting.size === 0) break
  }
  const exited = once(child, 'exit')
  child.stdin.end()
  child.stdout.resume()
  await exited
  return { answers, code: child.exitCode, signal: child.signalCode }
}

const frame = (message: object): string => `${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`
const clientInfo = { name: 'test', version: '1' }
const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo }
const OPENING = [
  frame({ id: 'opening', method: 'initialize', params }),
  frame({ method: 'notifications/initialized' }),
]
const LAST = frame({ id: 'last', method: 'ping' })
const long = (length: number, id: number): string =>
  frame({
    method: 'tools/call',
    params: { name: 'headroom_compress', arguments: { content: 'x'.repeat(length) } },
    id,
  })

describe('headroom mcp serve on a pipe', () => {
  it('takes long messages, refuses those beyond the bound under their ids, and goes on', async () => {
    const { answers, code } = await said(
      ['serve'],
      [...OPENING, long(11 << 20, 1), long(65 << 20, 2), long((64 << 20) - 200, 3), LAST],
      [1, 2, 3, 'last'],
    )
    const told = (id: number) => answers.filter((answer) => answer.id === id)
    expect(told(1)).toMatchObject([{ result: { content: [{ type: 'text' }] } }])
    expect(told(2)).toMatchObject([{ error: { code: -32_600 } }])
    expect(told(3)).toHaveLength(1)
    expect(code).toBe(0)
  })

  it('says of what is no message that it is none', async () => {
    const wrong: readonly [string, unknown, number][] = [
      ['{"jsonrpc":"2.0","id":1,"method":\n', null, -32_700],
      ['[{"jsonrpc":"2.0","id":1,"method":"ping"}]\n', null, -32_600],
      ['{"jsonrpc":"2.0","id":null,"method":"ping"}\n', null, -32_600],
      ['{"jsonrpc":"2.0","id":1.5,"method":"ping"}\n', 1.5, -32_600],
      ['{"jsonrpc":"2.0","id":8,"method":"ping","params":7}\n', 8, -32_600],
      ['{"jsonrpc":"1.0","id":9,"method":"ping"}\n', 9, -32_600],
    ]
    const lines = wrong.map(([line]) => line)
    const { answers } = await said(
      ['serve'],
      [...OPENING, ...lines, LAST],
      [...wrong.map(([, id]) => id), 'last'],
    )
    for (const [, id, code] of wrong)
      expect(answers).toContainEqual(
        expect.objectContaining({ id, error: expect.objectContaining({ code }) }),
      )
  })
})

/** What a client should not say, between what it may. */
const nonsense = fc.oneof(
  fc.string().map((text) => `${text.replaceAll('\n', ' ')}\n`),
  fc
    .uint8Array({ maxLength: 200 })
    .map((bytes) => Buffer.from([...bytes.filter((one) => one !== 10), 10])),
  fc.constantFrom(
    '\n',
    '\r\n',
    '{\n',
    '[]\n',
    'null\n',
    '{"jsonrpc":"2.0"}\n',
    '[{"jsonrpc":"2.0","id":7,"method":"ping"}]\n',
    frame({ id: null, method: 'ping' }),
    frame({ id: 2.5, method: 'ping' }),
    frame({ id: {}, method: 'ping' }),
    frame({ method: 'notifications/cancelled', params: { requestId: 'unknown' } }),
    frame({ method: 'notifications/cancelled' }),
    frame({ method: 'notifications/none', params: { deep: [[[[]]]] } }),
    frame({ id: 'nobody asked', result: {} }),
    frame({ id: 77, error: { code: 1, message: 'x' } }),
  ),
)
const METHODS = ['ping', 'tools/list', 'tools/none', 'resources/list', 'notifications/initialized']

describe.each([
  ['serve', ['serve']],
  ['gateway', ['gateway', '--', process.execPath, SCRIPTED]],
  [
    'gateway before several servers',
    [
      'gateway',
      ...['a', 'b'].flatMap((name) => ['--server', `${name}=${process.execPath} ${SCRIPTED}`]),
    ],
  ],
] as const)('whatever comes between, headroom mcp %s', (_, args) => {
  it('answers requests whose parameters are of odd types', async () => {
    const values: readonly unknown[] = [
      null,
      7,
      'x',
      [],
      [null],
      {},
      { toString: 1, valueOf: 1 },
      '__proto__',
    ]
    const requests = ['tools/call', 'resources/read', 'prompts/get', 'completion/complete'].flatMap(
      (method) =>
        values.flatMap((value) => [
          { method, params: value },
          { method, params: { name: value, uri: value, ref: value, arguments: value } },
          {
            method,
            params: { name: 'headroom_retrieve', arguments: { hash: value, lines: value } },
          },
          { method, params: { ref: { name: value, uri: value }, _meta: value } },
        ]),
    )
    const ids = requests.map((_, at) => at)
    const lines = requests.map((request, id) => frame({ id, ...request }))
    const { answers, code } = await said(args, [...OPENING, ...lines, LAST], [...ids, 'last'])
    for (const id of ids) expect(answers.filter((answer) => answer.id === id)).toHaveLength(1)
    expect(code).toBe(0)
  })

  it('answers each request once, for two clients at once, and ends well', async () => {
    const spoken = fc.array(fc.oneof(nonsense, fc.constantFrom(...METHODS)), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(spoken, spoken, async (...both) => {
        const ends = both.map(async (parts) => {
          const ids: number[] = []
          const lines = parts.map((part) => {
            if (typeof part !== 'string' || !METHODS.includes(part)) return part
            ids.push(1000 + ids.length)
            return frame({ id: 999 + ids.length, method: part })
          })
          const { answers, code, signal } = await said(
            args,
            [...OPENING, ...lines, LAST],
            [...ids, 'last'],
          )
          expect([code, signal]).toEqual([0, null])
          return { ids, answers }
        })
        for (const { ids, answers } of await Promise.all(ends))
          for (const id of ids) expect(answers.filter((answer) => answer.id === id)).toHaveLength(1)
      }),
      { numRuns: 6 },
    )
  })
})
