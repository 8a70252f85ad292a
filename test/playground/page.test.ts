import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { createHeadroom } from '../../src/runtime-node/index.ts'
import { serviceLogs } from '../engine/laws/text-pool.ts'
import { type Service, startScript } from '../runtime-node/start-script.ts'

const log = serviceLogs.get('redis.log') ?? ''

describe('npm run playground', () => {
  let service: Service
  let browser: Browser
  let page: Page
  const complaints: string[] = []
  const asked: string[] = []

  beforeAll(async () => {
    service = await startScript('playground')
    browser = await chromium.launch(findChromium())
    page = await browser.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(service.base)
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await service?.stop()
  })

  it('shows what Node gives for the same text, and why', async () => {
    await page.selectOption('#preset', 'aggressive')
    await page.fill('#source', log)
    await page.waitForSelector('#decisions td.folded')
    const headroom = await createHeadroom()
    const messages = [{ role: 'tool', content: log }]
    const options = { model: 'gpt-4o', recall: true, preset: 'aggressive' } as const
    const expected = await headroom.compress(messages, options)
    expect((await page.inputValue('#result')) === expected.messages[0]?.content).toBe(true)
    const [decision] = expected.report.decisions
    const row = await page.textContent('#decisions tr:nth-child(2)')
    for (const { by, result } of decision?.attempts ?? []) {
      expect(row).toContain(by)
      expect(row).toContain(result)
    }
    expect(row).toContain(decision?.tokensAfter.toLocaleString('en'))
  }, 60_000)

  it('keeps the original in IndexedDB and shows it on demand', async () => {
    await page.reload()
    await page.selectOption('#preset', 'aggressive')
    await page.fill('#source', log)
    await page.click('[data-ref]')
    await page.waitForSelector('dialog[open]')
    const shown = await page.textContent('dialog pre')
    expect(shown === log).toBe(true)
    const databases = await page.evaluate(async () =>
      (await indexedDB.databases()).map(({ name }) => name),
    )
    expect(databases).toContain('headroom-edge')
    await page.click('dialog button')
  }, 60_000)

  it('reads a request body as such, and forged markup as text', async () => {
    const content = `<img src=x onerror=alert(1)>\n${log}`
    const body = JSON.stringify({ model: 'gpt-4', messages: [{ role: 'tool', content }] })
    await page.uncheck('#recall')
    await page.fill('#source', body)
    await page.waitForFunction(() => {
      const result = document.querySelector<HTMLTextAreaElement>('#result')
      return result?.value.startsWith('{') === true
    })
    const result = await page.inputValue('#result')
    expect(JSON.parse(result)).toMatchObject({ model: 'gpt-4', messages: [{ role: 'tool' }] })
    expect(await page.locator('img').count()).toBe(0)
  }, 60_000)

  it('asks nobody but its own server, and has nothing to complain of', () => {
    expect(
      asked.filter((url) => !url.startsWith(service.base) && !url.startsWith('data:')),
    ).toEqual([])
    expect(complaints).toEqual([])
  })
})
