/** A small program as someone would write it: all of what it found out is in `globalThis.outcome`. */
export function consumer(options = ''): string {
  return `
import { createHeadroom } from 'headroom-edge/browser'

const input = await (await fetch('./input.json')).json()
const headroom = await createHeadroom({ preset: 'aggressive', store: 'indexeddb', ${options} })
const { messages, ccrHashes, tokensSaved } = await headroom.compress(input, { recall: true })
const packed = await headroom.compress(input)
const expanded = await headroom.expand(packed.messages)
globalThis.outcome = {
  messages,
  tokensSaved,
  status: headroom.status(),
  recalled: (await headroom.retrieve(ccrHashes[0]))?.content.length,
  isWhole: JSON.stringify(expanded) === JSON.stringify(input),
  tokens: await headroom.countTokens('headroom'),
}
`
}

/** A page that runs a script, and nothing else. */
export function pageOf(script: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>app</title><link rel="icon" href="./icon.svg"><script type="module" src="./${script}"></script></head><body></body></html>`
}

/** What the program leaves behind. */
export interface Outcome {
  readonly messages: readonly { readonly content: string }[]
  readonly tokensSaved: number
  readonly status: Readonly<Record<string, unknown>>
  readonly recalled: number
  readonly isWhole: boolean
  readonly tokens: number
}

/** A service worker that compresses what pages ask it to, by a request of their own site. */
export function serviceWorker(door: string): string {
  return `
import { createHeadroom } from '${door}'

const opening = createHeadroom({ preset: 'aggressive', store: 'indexeddb' })

globalThis.compressAll = async (input) => {
  const headroom = await opening
  const { messages } = await headroom.compress(input, { recall: true })
  const expanded = await headroom.expand((await headroom.compress(input)).messages)
  const isWhole = JSON.stringify(expanded) === JSON.stringify(input)
  return { messages, isWhole, status: headroom.status() }
}

const answer = async (request) => Response.json(await globalThis.compressAll(await request.json()))

addEventListener('activate', (event) => event.waitUntil(clients.claim()))
addEventListener('fetch', (event) => {
  if (event.request.url.endsWith('/compress')) event.respondWith(answer(event.request))
})
`
}

/** A page that has its service worker do it. */
export const asksServiceWorker = `
await navigator.serviceWorker.register('./service-worker.js', { type: 'module' })
await navigator.serviceWorker.ready
if (navigator.serviceWorker.controller === null) {
  await new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve))
}
const input = await (await fetch('./input.json')).text()
const answer = await fetch('./compress', { method: 'POST', body: input })
globalThis.outcome = await answer.json()
`

/** The manifest of an extension with that service worker as its background. */
export const extension = {
  manifest_version: 3,
  name: 'headroom in an extension',
  version: '1.0',
  background: { service_worker: 'service-worker.js', type: 'module' },
  content_security_policy: {
    extension_pages: "script-src 'self' 'wasm-unsafe-eval'; object-src 'self'",
  },
} as const
