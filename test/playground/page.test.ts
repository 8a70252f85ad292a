import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { createHeadroom } from '../../src/runtime-node/index.ts'
import { serviceLogs } from '../engine/laws/text-pool.ts'
import { type Service, startScript } from '../runtime-node/start-script.ts'

const log = serviceLogs.get('redis.log') ?? ''

describe('npm run playground', () => {
  let service: Service
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const complaints: string[] = []
  const asked: string[] = []

  beforeAll(async () => {
    service = await startScript('playground')
    browser = await chromium.launch(findChromium())
    context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
    page = await context.newPage()
    context.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    context.on('weberror', (error) => complaints.push(error.error().message))
    context.on('request', (request) => asked.push(request.url()))
    await page.goto(service.base)
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await service?.stop()
  })

  /** The text that a program would send on, as the page copies it. */
  async function resultOf(shown: Page): Promise<string> {
    await shown.getByRole('button', { name: 'Copy result' }).click()
    await shown.getByText(/^Copied, /).waitFor()
    return await shown.evaluate(() => navigator.clipboard.readText())
  }

  async function preset(name: string): Promise<void> {
    await page.getByRole('radio', { name }).check()
  }

  it('shows what Node gives for the same text, and why', async () => {
    await preset('aggressive')
    await page.getByLabel('Input', { exact: true }).fill(log)
    await page.waitForSelector('tr[data-outcome="folded"]')
    const headroom = await createHeadroom()
    const messages = [{ role: 'tool', content: log }]
    const options = { recall: true, preset: 'aggressive' } as const
    const expected = await headroom.compress(messages, options)
    expect((await resultOf(page)) === expected.messages[0]?.content).toBe(true)
    const [decision] = expected.report.decisions
    const row = await page.textContent('tr[data-outcome="folded"]')
    for (const { by, result } of decision?.attempts ?? []) {
      expect(row).toContain(by)
      expect(row).toContain(result)
    }
    expect(row).toContain(decision?.tokensAfter.toLocaleString('en'))
  })

  it('opens a gap in place, from IndexedDB', async () => {
    const shown = page.locator('.text-pane[data-side="after"]')
    await page.getByRole('button', { name: 'Next gap' }).click()
    await shown.getByRole('button', { name: 'open' }).first().click()
    const bar = page.getByRole('form', { name: 'Open a gap' })
    const first = Number(await bar.getByLabel(/^first of the/).inputValue())
    await bar.getByRole('button', { name: /^Open these/ }).click()
    const recalled = shown.locator('.row.recalled').first()
    await recalled.waitFor()
    const line = log.split('\n')[first - 1] ?? ''
    expect(line.startsWith((await recalled.locator('.row-text').textContent()) ?? '-')).toBe(true)
    const names = await page.evaluate(async () =>
      (await indexedDB.databases()).map(({ name }) => name),
    )
    expect(names).toContain('headroom-edge-1')
    await bar.getByLabel('search the original').fill('zzz no such word')
    await bar.getByRole('button', { name: 'Search' }).click()
    await bar.getByText(/^lines 0–0/).waitFor()
    await bar.getByRole('button', { name: 'Open the whole original' }).click()
    const count = log.split('\n').length - (log.endsWith('\n') ? 1 : 0)
    await bar.getByText(`lines 1–${count} of ${count}, from the store`).waitFor()
    await bar.getByRole('button', { name: 'Close the gap' }).click()
    await recalled.waitFor({ state: 'detached' })
  })

  it('tells where a row came from, and shows tokens', async () => {
    const row = page.locator('.text-pane[data-side="after"] .row.text').nth(3)
    await row.hover()
    await page.getByText(/^Row \d+ ← lines? \d+/).waitFor()
    await page.waitForSelector('.text-pane[data-side="before"] .row.marked')
    await page.getByLabel('show tokens').check()
    await page.waitForSelector('.row-text i:nth-child(3)')
    await page.getByLabel('show tokens').uncheck()
  })

  it('proves that nothing is lost, also after a reload', async () => {
    await page.getByRole('button', { name: 'Prove it' }).click()
    expect(await page.textContent('.verdict')).toMatch(/hold/)
    expect(await page.locator('.checks .failed').count()).toBe(0)
  })

  it('reads a request body as such, and forged markup as text', async () => {
    const content = `<img src=x onerror=alert(1)>\n${log}`
    const body = JSON.stringify({ model: 'gpt-4', messages: [{ role: 'tool', content }] })
    await page.getByLabel('the model can recall').uncheck()
    await page.getByLabel('Input', { exact: true }).fill(body)
    await page.getByText(/a request in the \S+ format/).waitFor()
    await page.waitForSelector('tr[data-outcome="packed"]')
    const result = await resultOf(page)
    expect(JSON.parse(result)).toMatchObject({ model: 'gpt-4', messages: [{ role: 'tool' }] })
    expect(await page.locator('img').count()).toBe(0)
    await page.getByLabel('the model can recall').check()
  })

  it('opens some rows of a gap in JSON', async () => {
    const rows = Array.from({ length: 300 }, (_, id) => ({
      id,
      name: `user ${(id * 7919) % 9973}`,
      note: `was seen ${(id * 31) % 97} times from zone ${(id * 17) % 13}`,
    }))
    await page.getByLabel('Input', { exact: true }).fill(JSON.stringify(rows))
    await page.waitForSelector('tr[data-outcome="folded"]')
    const shown = page.locator('.text-pane[data-side="after"]')
    await page.getByRole('button', { name: 'Next gap' }).click()
    await shown.getByRole('button', { name: 'open' }).first().click()
    const bar = page.getByRole('form', { name: 'Open a gap' })
    const from = Number(await bar.getByLabel('first of the rows').inputValue())
    await bar.getByLabel('last of the rows').fill(String(from + 2))
    await bar.getByRole('button', { name: 'Open these rows' }).click()
    await bar.getByText(`rows ${from}–${from + 2} of 300, from the store`).waitFor()
    const recalled = shown.locator('.row.recalled').first()
    await recalled.waitFor()
    expect(await recalled.textContent()).toContain(rows[from - 1]?.note)
  })

  it('asks nobody but its own server, and has nothing to complain of', () => {
    expect(
      asked.filter((url) => !url.startsWith(service.base) && !/^(data|blob):/.test(url)),
    ).toEqual([])
    expect(complaints).toEqual([])
  })
})
