import { expect, it } from 'vitest'
import { appOn, BASE, post, upstream } from '../test-host.ts'

it('events of requests are told at once, and nothing on their way may gather or change them', async () => {
  const app = appOn(upstream())
  const response = await app.fetch(new Request(`${BASE}/stats/events`))
  expect(response.headers.get('x-accel-buffering')).toBe('no')
  expect(response.headers.get('cache-control')).toBe('no-store, no-transform')
  const reader = response.body?.getReader()
  await (await post(app, '/v1/embeddings', { body: {} })).text()
  let told = ''
  while (!told.includes('/v1/embeddings')) {
    told += new TextDecoder().decode((await reader?.read())?.value)
  }
  await reader?.cancel()
  expect(told).toMatch(/^data: \{/m)
})

it('they end, and break off for nobody, when the host is about to stop; who comes later is not kept', async () => {
  const app = appOn(upstream())
  const before = await app.fetch(new Request(`${BASE}/stats/events`))
  app.end()
  expect(await before.text()).toBe(': listening\n\n')
  const after = await app.fetch(new Request(`${BASE}/stats/events`))
  await (await post(app, '/v1/embeddings', { body: {} })).text()
  expect(await after.text()).toBe(': listening\n\n')
})
