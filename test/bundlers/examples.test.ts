import { cp } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { serviceLogs } from '../engine/laws/text-pool.ts'
import { listen } from './complaints.ts'
import { copyFromPackage, type PackedApp, packedApp, serveStrictly } from './packed-app.ts'

const examples = fileURLToPath(new URL('../../playground/examples/', import.meta.url))

describe('an example, as it stands in the folder, with the packed package', () => {
  let app: PackedApp
  let browser: Browser

  beforeAll(async () => {
    app = await packedApp()
    browser = await chromium.launch(findChromium())
    await app.write({ 'package.json': '{"type":"module"}' })
    await cp(examples, app.folder, { recursive: true })
  })

  afterAll(async () => {
    await browser?.close()
    await app?.remove()
  })

  /** Opens a folder as a site, and minds that nothing goes wrong or elsewhere. */
  async function opened(folder: string, use: (page: Page) => Promise<void>): Promise<void> {
    const { base, stop } = await serveStrictly(app.at(folder))
    const context: BrowserContext = await browser.newContext()
    const complaints = listen(context, base)
    try {
      const page = await context.newPage()
      await page.goto(`${base}/`)
      await use(page).catch(async (error: unknown) => {
        const shown = await page.locator('main').textContent()
        throw new Error([String(error), ...complaints, shown?.slice(0, 3000)].join('\n'))
      })
      expect(complaints).toEqual([])
      await page.evaluate(axe.source)
      const { violations } = await page.evaluate(
        async () => await Reflect.get(globalThis, 'axe').run(),
      )
      expect(violations).toEqual([])
    } finally {
      await context.close()
      stop()
    }
  }

  it('the agent reads less, looks up what was left out, and answers', async () => {
    await build({
      configFile: false,
      root: app.at('chat-agent'),
      base: './',
      logLevel: 'error',
      build: { outDir: app.at('chat-agent-built'), emptyOutDir: true },
    })
    await opened('chat-agent-built', async (page) => {
      await page.getByRole('button', { name: 'Ask' }).click()
      await page.getByText('Order 1077 failed: card declined: limit of 500 EUR.').waitFor()
      expect(await page.locator('#saved').textContent()).toMatch(/: [4-9]\d % less\./)
      await page.getByLabel('Ask about the orders').fill('And order 1500?')
      await page.getByRole('button', { name: 'Ask' }).click()
      await page.getByText("I can't find order 1500.").waitFor()
    })
  })

  it('the plain page makes a text smaller, and undoes it', async () => {
    await copyFromPackage(app, 'dist', 'embed/headroom-edge/dist')
    await opened('embed', async (page) => {
      await page.locator('#text').fill(serviceLogs.get('redis.log') ?? '')
      await page.getByRole('button', { name: 'Make it smaller' }).click()
      await page.getByText(/tokens, now/).waitFor()
      expect(await page.locator('#result').inputValue()).toMatch(/^\[packed /)
      await page.getByRole('button', { name: 'Undo' }).click()
      await page.getByText('The same, to the byte.').waitFor()
    })
  })
})
