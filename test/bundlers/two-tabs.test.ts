import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.mjs'
import type { CompressResult } from '../../src/engine/index.ts'
import { serviceLogs } from '../engine/laws/text-pool.ts'
import { listen } from './complaints.ts'
import { pageOf } from './consumer.ts'
import { copyFromPackage, type PackedApp, packedApp, serveStrictly } from './packed-app.ts'

const MAIN = `
import { createHeadroom } from './headroom/dist/runtime-browser/index.js'
globalThis.headroom = await createHeadroom({ preset: 'aggressive', store: 'indexeddb' })
`

/** What a tab gives for one text. */
interface Folded {
  readonly content: string
  readonly ref: string
}

/** Two pages of one site, each with its worker, and one IndexedDB behind both. */
describe('the packed package in two tabs at once', () => {
  let app: PackedApp
  let browser: Browser
  let context: BrowserContext
  let site: Awaited<ReturnType<typeof serveStrictly>>
  let complaints: readonly string[]

  beforeAll(async () => {
    app = await packedApp()
    await app.write({
      'site/index.html': pageOf('main.js'),
      'site/main.js': MAIN,
      'site/icon.svg': '',
    })
    await copyFromPackage(app, 'dist', 'site/headroom/dist')
    site = await serveStrictly(app.at('site'))
    browser = await chromium.launch(findChromium())
    context = await browser.newContext()
    complaints = listen(context, site.base)
  })

  afterAll(async () => {
    await browser?.close()
    site?.stop()
    await app?.remove()
  })

  async function tab(): Promise<Page> {
    const page = await context.newPage()
    await page.goto(`${site.base}/`)
    await ready(page)
    return page
  }

  async function ready(page: Page): Promise<void> {
    await page.waitForFunction(() => 'headroom' in globalThis)
  }

  const fold = (page: Page, text: string): Promise<Folded> =>
    page.evaluate(async (content) => {
      const headroom = Reflect.get(globalThis, 'headroom')
      const { messages, ccrHashes }: CompressResult<{ content: string }[]> =
        await headroom.compress([{ role: 'tool', content }], { recall: true })
      return { content: messages[0]?.content ?? '', ref: ccrHashes[0] ?? '' }
    }, text)

  const recall = (page: Page, ref: string, lines?: readonly number[]): Promise<string> =>
    page.evaluate(
      async ([asked, request]) => {
        const headroom = Reflect.get(globalThis, 'headroom')
        const slice = await headroom.retrieve(asked, request)
        return slice?.content
      },
      [ref, lines === undefined ? undefined : { lines }] as const,
    )

  const store = (page: Page): Promise<string> =>
    page.evaluate(() => Reflect.get(globalThis, 'headroom').status().store)

  it('folds in each, brings back in each what the other left out, and outlives one of them', async () => {
    const [first = '', second = '', third = ''] = ['redis.log', 'etcd.log', 'caddy.log'].map(
      (name) => serviceLogs.get(name),
    )
    const [one, other] = await Promise.all([tab(), tab()])
    const [mine, yours] = await Promise.all([fold(one, first), fold(other, second)])
    expect(mine.ref).not.toBe(yours.ref)
    const [theirs, ours, part, again, same] = await Promise.all([
      recall(one, yours.ref),
      recall(other, mine.ref),
      recall(other, mine.ref, [7, 9]),
      fold(one, third),
      fold(other, third),
    ])
    expect(theirs === second).toBe(true)
    expect(ours === first).toBe(true)
    expect(part).toBe(first.split('\n').slice(6, 9).join('\n'))
    expect(again).toEqual(same)
    expect([await store(one), await store(other)]).toEqual(['indexeddb', 'indexeddb'])

    const longer = `${second}\n${second.replaceAll('raft', 'r4ft')}`
    const [grown] = await Promise.all([fold(other, longer), one.close()])
    expect((await recall(other, grown.ref)) === longer).toBe(true)
    expect((await recall(other, mine.ref)) === first).toBe(true)

    await other.reload()
    await ready(other)
    expect((await recall(other, mine.ref)) === first).toBe(true)
    expect((await recall(other, grown.ref)) === longer).toBe(true)
    expect(await fold(other, first)).toEqual(mine)
    expect(await store(other)).toBe('indexeddb')
    expect(complaints).toEqual([])
  })
})
