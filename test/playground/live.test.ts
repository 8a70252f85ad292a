import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { type RunningProxy, serveProxy } from '../../src/runtime-node/proxy/serve.ts'
import { type ScriptedUpstream, startUpstream } from '../proxy/scripted-upstream.ts'
import { freePort } from '../runtime-node/start-script.ts'
import { findings, screenshots } from './visit.ts'

const sample = (name: string): string =>
  readFileSync(new URL(`../../samples/${name}`, import.meta.url), 'utf8')

/** One request of an agent whose tool has answered this. */
function bodyWith(content: string): string {
  return JSON.stringify({
    model: 'claude-opus-4-6',
    tools: [{ name: 'run', description: 'runs', input_schema: { type: 'object' } }],
    messages: [
      { role: 'user', content: 'look at it' },
      { role: 'assistant', content: [{ type: 'tool_use', id: 't1', name: 'run', input: {} }] },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: 't1', content }] },
    ],
  })
}

const USAGE = {
  input_tokens: 500,
  output_tokens: 20,
  cache_read_input_tokens: 1500,
  cache_creation_input_tokens: 2000,
}

/** The page as `npm run build` has left it, served by a proxy at the Live tab. */
describe('the Live tab', () => {
  const folder = mkdtempSync(join(tmpdir(), 'headroom-live-'))
  let upstream: ScriptedUpstream
  let port: number
  let proxy: RunningProxy
  let browser: Browser
  let page: Page
  const complaints: string[] = []
  const asked: string[] = []

  const start = async (): Promise<RunningProxy> =>
    await serveProxy({
      flags: { port: String(port), 'workspace-dir': folder },
      environment: { ANTHROPIC_TARGET_API_URL: upstream.url },
    })

  beforeAll(async () => {
    upstream = await startUpstream()
    upstream.answer = (_, outgoing) => {
      outgoing.writeHead(200, { 'content-type': 'application/json' })
      outgoing.end(JSON.stringify({ type: 'message', content: [], usage: USAGE }))
    }
    port = await freePort()
    proxy = await start()
    browser = await chromium.launch(findChromium())
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
    context.on('request', (request) => asked.push(request.url()))
    context.on('weberror', (error) => complaints.push(error.error().message))
    page = await context.newPage()
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    mkdirSync(screenshots, { recursive: true })
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    await proxy?.close()
    await upstream?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function send(content: string): Promise<void> {
    const path = `${proxy.url}/t/${proxy.token}/v1/messages`
    await (await fetch(path, { method: 'POST', body: bodyWith(content) })).text()
  }

  async function open(): Promise<void> {
    await page.goto(`${proxy.url}/#live&token=${proxy.token}`)
    await page.getByText(/^Listening to the proxy/).waitFor()
  }

  const rows = () => page.locator('.requests tr[data-mode]')

  const figure = (name: string) =>
    page.locator('.live .numbers div', { hasText: name }).locator('b')

  it('takes the token out of sight, and has nothing to show yet', async () => {
    await open()
    await page.getByText(/^No request has come yet/).waitFor()
    expect(new URL(page.url()).hash).toBe('#live')
    expect(asked.some((url) => url.includes(proxy.token))).toBe(false)
  })

  it('shows a request as it ends: tokens, decisions with reasons, and what the cache did', async () => {
    await send(sample('postgresql.log'))
    await rows().first().waitFor()
    await send(sample('npm-registry.json'))
    await expect.poll(() => rows().count(), { timeout: 30_000 }).toBe(2)
    expect(await rows().first().textContent()).toContain('claude-opus-4-6')
    await rows().first().getByRole('button').click()
    const decisions = page.getByRole('table', { name: 'Decisions' })
    expect(await decisions.textContent()).toMatch(/json.+→.+(packed|folded)by /)
    await expect.poll(() => figure('requests').textContent(), { timeout: 30_000 }).toBe('2')
    expect(await figure('saved').textContent()).toMatch(/^[1-9][0-9.]* %$/)
    expect(await figure('cache').textContent()).toBe('37.5 %')
    await page.getByRole('region', { name: 'By kind of content' }).getByText('json').waitFor()
  })

  it('draws it, and has the same as a table', async () => {
    const bars = page.locator('.bars canvas')
    await bars.waitFor()
    const label = await page.locator('.bars').getAttribute('aria-label')
    expect(label).toMatch(/^Tokens, last hour: sent [\d,]+, saved [1-9]/)
    await page.getByText('The same as a table').click()
    const table = page.getByRole('region', { name: 'Tokens as a table' })
    expect(await table.locator('tbody tr').count()).toBeGreaterThan(0)
    await page.getByRole('radio', { name: "Provider's cache" }).check()
    await expect
      .poll(() => page.locator('.bars').getAttribute('aria-label'), { timeout: 30_000 })
      .toContain('read from the cache 3,000')
    await page.getByLabel('Looking at the').selectOption({ label: 'last 31 days' })
    await expect
      .poll(() => page.locator('.bars').getAttribute('aria-label'), { timeout: 30_000 })
      .toContain('31 days')
    await page.getByRole('radio', { name: 'Tokens' }).check()
    await page.getByLabel('Looking at the').selectOption({ label: 'last hour' })
  })

  it('tells the step whose bar is pointed at, from its left edge to its right', async () => {
    const chart = page.getByRole('slider', { name: /^Tokens, last hour/ })
    const { x = 0, y = 0, width = 0 } = (await page.locator('.bars .u-over').boundingBox()) ?? {}
    for (const [at, step] of [
      [58.9, '58'],
      [58.1, '58'],
      [59.9, '59'],
      [0.1, '0'],
    ] as const) {
      await page.mouse.move(x + (width * at) / 60, y + 20)
      await expect.poll(() => chart.getAttribute('aria-valuenow')).toBe(step)
    }
    await page.mouse.move(0, 0)
    await page.getByText('tokens of what is compressed').waitFor()
  })

  it('is walked over by keyboard: each step is told, and seen', async () => {
    const chart = page.getByRole('slider', { name: /^Tokens, last hour/ })
    await page.getByRole('radio', { name: 'Tokens' }).focus()
    await page.keyboard.press('Tab')
    await expect.poll(() => chart.evaluate((found) => found === document.activeElement)).toBe(true)
    const told = async (): Promise<string> => (await chart.getAttribute('aria-valuetext')) ?? ''
    const line = async (): Promise<number> =>
      (await page.locator('.bars .u-cursor-x').boundingBox())?.x ?? -1
    expect(await chart.getAttribute('aria-valuenow')).toBe('59')
    expect(await told()).toMatch(/^\d\d:\d\d: sent [\d,]+, saved [\d,]+$/)
    expect(await page.locator('.readout').textContent()).toBe(await told())
    const walked = [await told()]
    const places = [await line()]
    for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowDown', 'PageDown', 'Home']) {
      await page.keyboard.press(key)
      walked.push(await told())
      places.push(await line())
      expect(await page.locator('.readout').textContent()).toBe(walked.at(-1))
    }
    expect(walked.slice(0, 4).some((text) => !text.endsWith('sent 0, saved 0'))).toBe(true)
    expect(new Set(walked.map((text) => text.slice(0, 5))).size).toBe(6)
    expect(places).toEqual([...places].sort((one, other) => other - one))
    expect(new Set(places).size).toBe(6)
    expect(await chart.getAttribute('aria-valuenow')).toBe('0')
    await page.keyboard.press('ArrowLeft')
    expect(await told()).toBe(walked.at(-1))
    await page.keyboard.press('End')
    expect(await chart.getAttribute('aria-valuenow')).toBe('59')
    expect(await findings(page)).toEqual([])
    const path = join(screenshots, 'live-chart-keyboard.png')
    await page.locator('.chart-panel').screenshot({ path })
    await page.keyboard.press('Escape')
    expect(await page.locator('.readout').textContent()).toBe('tokens of what is compressed')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('Tab')
    expect(await page.locator('.readout').textContent()).toBe(await told())
    await page.keyboard.press('Tab')
  })

  it('is named throughout and fits, light and dark, from 320 px to 4K', async () => {
    const looks = [
      { width: 1440, height: 900, colorScheme: 'light' },
      { width: 1440, height: 900, colorScheme: 'dark' },
      { width: 320, height: 640, colorScheme: 'light' },
      { width: 3840, height: 2160, colorScheme: 'dark' },
    ] as const
    for (const { width, height, colorScheme } of looks) {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme })
      await page.locator('.bars canvas').waitFor()
      expect(await findings(page)).toEqual([])
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBeLessThanOrEqual(0)
      const path = join(screenshots, `live-${width}-${colorScheme}.png`)
      await page.screenshot({ path, fullPage: true })
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('is worked by keyboard, and leaves what was tried alone', async () => {
    await page.getByRole('link', { name: 'Try it' }).focus()
    await page.keyboard.press('Enter')
    await page.getByLabel('Input', { exact: true }).waitFor()
    await page.getByRole('link', { name: 'Live' }).focus()
    await page.keyboard.press('Enter')
    await page.getByText(/^Listening to the proxy/).waitFor()
    const decisions = page.getByRole('table', { name: 'Decisions' })
    await decisions.waitFor()
    await rows().first().getByRole('button').focus()
    await page.keyboard.press('Enter')
    await decisions.waitFor({ state: 'detached' })
    await page.keyboard.press('Enter')
    await decisions.waitFor()
    expect(complaints).toEqual([])
  })

  it('is as it was left when something was tried meanwhile', async () => {
    await page.getByLabel('Looking at the').selectOption({ label: 'last 2 days' })
    await page.getByRole('radio', { name: 'Requests' }).check()
    const opened = page.locator('.requests .opened')
    const count = await opened.count()
    asked.length = 0
    await page.getByRole('link', { name: 'Try it' }).click()
    await page.getByLabel('Input', { exact: true }).fill('a line\n')
    expect(await page.locator('.bars').isVisible()).toBe(false)
    await send(sample('changes.diff'))
    await page.getByRole('link', { name: 'Live' }).click()
    await page.getByText(/^Listening to the proxy/).waitFor()
    expect(await page.getByLabel('Looking at the').inputValue()).toBe('2')
    expect(await page.getByRole('radio', { name: 'Requests' }).isChecked()).toBe(true)
    expect(await opened.count()).toBe(count)
    await expect.poll(() => rows().count(), { timeout: 30_000 }).toBe(3)
    expect(asked.filter((url) => url.endsWith('/stats/events'))).toHaveLength(1)
    await expect
      .poll(async () => (await page.locator('.bars canvas').boundingBox())?.width ?? 0)
      .toBeGreaterThan(300)
    await page.getByRole('radio', { name: 'Tokens' }).check()
    await page.getByLabel('Looking at the').selectOption({ label: 'last hour' })
    await page.getByRole('link', { name: 'Try it' }).click()
    expect(await page.getByLabel('Input', { exact: true }).inputValue()).toBe('a line\n')
    await page.getByRole('link', { name: 'Live' }).click()
  })

  it('comes back after the proxy was started again, with what had passed before', async () => {
    await proxy.close()
    await page.getByText(/^The proxy can't be reached/).waitFor()
    proxy = await start()
    await page.getByText(/^Listening to the proxy/).waitFor()
    await send(sample('search-results.txt'))
    await expect.poll(() => rows().count(), { timeout: 30_000 }).toBe(4)
    await expect.poll(() => figure('requests').textContent(), { timeout: 30_000 }).toBe('4')
    await page.reload()
    await expect.poll(() => figure('requests').textContent(), { timeout: 30_000 }).toBe('4')
    // What failed while there was no proxy is said by the browser itself.
    expect(complaints.filter((text) => !text.includes('net::ERR_'))).toEqual([])
  })

  it('asks for the token where it is wrong, and asks nobody else for anything', async () => {
    complaints.length = 0
    await page.goto(`${proxy.url}/#live&token=wrong`)
    await page.reload()
    await page.getByLabel('Token', { exact: true }).fill(proxy.token)
    await page.getByRole('button', { name: 'Listen' }).click()
    await page.getByText(/^Listening to the proxy/).waitFor()
    expect(asked.filter((url) => !url.startsWith(proxy.url))).toEqual([])
    expect(complaints.filter((text) => !text.includes('401'))).toEqual([])
  })
})
