import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { ExchangeRecord, HistoryBucket } from '../../../src/proxy/index.ts'
import { HistoryFile } from '../../../src/runtime-node/proxy/history-file.ts'
import { serveProxy } from '../../../src/runtime-node/proxy/serve.ts'
import { startUpstream } from '../../proxy/scripted-upstream.ts'

const NOW = Date.UTC(2026, 10, 23, 12, 30)
/** So long that nothing is written but at the end. */
const NEVER = 1_000_000

const record: ExchangeRecord = {
  time: NOW,
  mode: 'on',
  tokensBefore: 10,
  tokensAfter: 4,
  toolTokens: 0,
  decisions: [],
  recalls: 0,
} as unknown as ExchangeRecord

async function scratch(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'headroom-history-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

function historyIn(folder: string, gathering = NEVER): HistoryFile {
  return new HistoryFile(folder, { now: () => NOW, gathering })
}

function requestsIn(buckets: readonly HistoryBucket[]): number {
  return buckets.find(({ span }) => span === 0)?.figures['requests'] ?? 0
}

it('is there again for the next process, its owner’s alone, and nothing is left beside it', async () => {
  const folder = await scratch()
  const one = historyIn(folder)
  one.add(record)
  one.add(record)
  expect(requestsIn(await one.read())).toBe(2)
  expect(await readdir(folder)).toEqual([])
  await one.close()
  expect(await readdir(folder)).toEqual(['history.json'])
  expect((await stat(join(folder, 'history.json'))).mode & 0o777).toBe(0o600)
  const next = historyIn(folder)
  next.add(record)
  expect(requestsIn(await next.read())).toBe(3)
})

it('is written by itself, soon', async () => {
  const folder = await scratch()
  historyIn(folder, 1).add(record)
  while (requestsIn(await historyIn(folder).read()) === 0)
    await new Promise((resolve) => setTimeout(resolve, 10))
})

it('adds up what several processes write, at once and in turn', async () => {
  const folder = await scratch()
  const all = Array.from({ length: 4 }, () => historyIn(folder))
  for (const history of all) history.add(record)
  await Promise.all(all.map((history) => history.close()))
  for (const history of all) history.add(record)
  for (const history of all) await history.close()
  expect(requestsIn(await historyIn(folder).read())).toBe(8)
})

it('takes a broken file for none, and goes on', async () => {
  const folder = await scratch()
  for (const broken of ['', '[{"span":0,', '\u0000\u0000', '{"a":1}', '[[[[']) {
    await writeFile(join(folder, 'history.json'), broken)
    const history = historyIn(folder)
    expect(await history.read()).toEqual([])
    history.add(record)
    await history.close()
    expect(requestsIn(JSON.parse(await readFile(join(folder, 'history.json'), 'utf8')))).toBe(1)
  }
})

it('keeps in memory what cannot be written', async () => {
  const folder = await scratch()
  await writeFile(join(folder, 'file'), '')
  const history = historyIn(join(folder, 'file'))
  history.add(record)
  await history.close()
  history.add(record)
  expect(requestsIn(await history.read())).toBe(2)
})

it('survives a restart of the proxy', async () => {
  const folder = await scratch()
  const upstream = await startUpstream()
  onTestFinished(() => upstream.stop())
  const start = async () =>
    await serveProxy({
      flags: { port: '0', 'workspace-dir': folder },
      environment: { ANTHROPIC_TARGET_API_URL: upstream.url },
    })
  for (const requests of [1, 2]) {
    const { url, token, close } = await start()
    const body = JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'hi' }] })
    await (await fetch(`${url}/t/${token}/v1/messages`, { method: 'POST', body })).text()
    const headers = { 'x-headroom-token': token }
    // The record is made when the answer has ended, which its reader may know first.
    const told = async (): Promise<{ readonly total: { readonly requests?: number } }> =>
      (await (await fetch(`${url}/stats/history`, { headers })).json()) as never
    while ((await told()).total.requests !== requests)
      await new Promise((resolve) => setTimeout(resolve, 10))
    await close()
  }
})
