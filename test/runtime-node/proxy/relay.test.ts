import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Dispatcher } from 'undici'
import { afterEach, describe, expect, it } from 'vitest'
import type { PassPlan } from '../../../src/proxy/index.ts'
import { relay } from '../../../src/runtime-node/proxy/relay.ts'

/** Upstream connections that never come about until the test says so. */
function unconnected(): { readonly dispatcher: Dispatcher; connect(): string[] } {
  const waiting: Dispatcher.DispatchHandler[] = []
  const dispatch = (_: unknown, handler: Dispatcher.DispatchHandler): boolean => {
    waiting.push(handler)
    return true
  }
  return {
    dispatcher: { dispatch } as unknown as Dispatcher,
    connect: () => {
      const aborted: string[] = []
      for (const handler of waiting) {
        const abort = (error: Error): void => {
          aborted.push(error.message)
          handler.onResponseError?.(controller, error)
        }
        const controller = { abort } as unknown as Dispatcher.DispatchController
        handler.onRequestStart?.(controller, {})
      }
      return aborted
    },
  }
}

describe('a request that waits for a connection to its upstream', () => {
  let server: Server
  let left = 0

  async function relaying(dispatcher: Dispatcher, timeout: number): Promise<string> {
    left = 0
    const plan: PassPlan = {
      url: new URL('http://127.0.0.1:9/v1/models'),
      timeout,
      leave: () => left++,
      observing: () => expect.unreachable(),
    }
    server = createServer((incoming, outgoing) => relay({ incoming, outgoing, plan }, dispatcher))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/models`
  }

  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  it('is answered when its time is up, and not sent any more', async () => {
    const { dispatcher, connect } = unconnected()
    const answer = await fetch(await relaying(dispatcher, 20))
    expect(answer.status).toBe(504)
    expect(await answer.json()).toMatchObject({ error: { type: 'upstream_timeout' } })
    expect(connect()).toEqual(['not wanted any more'])
    expect(left).toBe(1)
  })

  it('is forgotten when its client goes', async () => {
    const { dispatcher, connect } = unconnected()
    const outgoing = request(await relaying(dispatcher, 60_000)).on('error', () => undefined)
    const arrived = once(server, 'request')
    outgoing.end()
    await arrived
    outgoing.destroy()
    await expect.poll(() => left).toBe(1)
    expect(connect()).toEqual(['not wanted any more'])
    expect(left).toBe(1)
  })
})
