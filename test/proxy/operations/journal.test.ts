import { expect, it } from 'vitest'
import type { ExchangeRecord, Journal } from '../../../src/proxy/index.ts'
import { appOn, BASE, post, upstream } from '../test-host.ts'

const journalWith = (parts: Partial<Journal>): Journal => ({
  add: () => undefined,
  read: async () => ({ since: 1000, figures: { requests: 3, bytes_in: 12 } }),
  latest: async () => [],
  history: async () => [],
  clear: async () => undefined,
  ...parts,
})

const failing = journalWith({
  read: async () => await Promise.reject(new Error('overloaded')),
  latest: async () => await Promise.reject(new Error('overloaded')),
})

const told = async (journal: Journal | undefined, path: string): Promise<string> => {
  const app = appOn({ ...upstream(), ...(journal === undefined ? {} : { journal }) })
  await (await post(app, '/v1/models', { body: {} })).text()
  return await (await app.fetch(new Request(BASE + path))).text()
}

it('what all processes have served stands beside what this one has', async () => {
  const { everywhere } = JSON.parse(await told(journalWith({}), '/stats'))
  expect(everywhere).toMatchObject({ since: '1970-01-01T00:00:01.000Z', requests: 3, bytes_in: 12 })
  const line = 'headroom_everywhere_total{figure="bytes_in"} 12\n'
  expect(await told(journalWith({}), '/metrics')).toContain(line)
})

it('every request is handed over, and told by whoever is asked', async () => {
  const records: ExchangeRecord[] = []
  const journal = journalWith({
    add: (record) => records.push(record),
    latest: async (limit) => records.slice(0, limit),
  })
  const { requests } = JSON.parse(await told(journal, '/audit'))
  expect(requests).toMatchObject([{ path: '/v1/models', status: 200 }])
})

it('what cannot be had is said to be missing, and keeps nothing else back', async () => {
  const stats = JSON.parse(await told(failing, '/stats'))
  expect(stats).toMatchObject({ host: 'node', everywhere: { unavailable: true } })
  expect(await told(failing, '/metrics')).toContain('headroom_requests_total')
  expect(JSON.parse(await told(failing, '/audit')).requests).toHaveLength(1)
})

it('one process alone says nothing of others', async () => {
  expect(JSON.parse(await told(undefined, '/stats'))).not.toHaveProperty('everywhere')
  expect(await told(undefined, '/metrics')).not.toContain('everywhere')
})
