import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { playgroundConfig } from '../../scripts/playground-config.mjs'
import { serveFolder } from './static-host.ts'

/** A folder of its own, so that the other tests' build may come and go meanwhile. */
const built = mkdtempSync(join(tmpdir(), 'headroom-playground-'))
const screenshots = fileURLToPath(new URL('../../tmp/screenshots/', import.meta.url))
const sampleText = readFileSync(new URL('../../samples/postgresql.log', import.meta.url), 'utf8')

/** Below a path, on a host that sends no headers for the page: nothing may depend on them. */
describe('the page, as a person uses it', () => {
  let host: Awaited<ReturnType<typeof serveFolder>>
  let browser: Browser
  let context: BrowserContext
  let page: Page
  const complaints: string[] = []
  const asked: string[] = []

  beforeAll(async () => {
    const config = playgroundConfig(0)
    await build({ ...config, build: { ...config.build, outDir: built } })
    host = await serveFolder(built, '/tools/playground/')
    browser = await chromium.launch(findChromium())
    context = await open({})
    page = await context.newPage()
    await page.goto(host.base)
    mkdirSync(screenshots, { recursive: true })
  }, 120_000)

  afterAll(async () => {
    await browser?.close()
    host?.stop()
    rmSync(built, { recursive: true, force: true })
  })

  async function open(options: Parameters<Browser['newContext']>[0]): Promise<BrowserContext> {
    const made = await browser.newContext({
      permissions: ['clipboard-read', 'clipboard-write'],
      viewport: { width: 1440, height: 900 },
      ...options,
    })
    made.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    made.on('weberror', (error) => complaints.push(error.error().message))
    made.on('request', (request) => asked.push(request.url()))
    return made
  }

  async function choose(shown: Page, sample: string): Promise<void> {
    await shown.click(`[data-sample="${sample}"]`)
    await shown.locator('.source-line', { hasText: sample }).waitFor()
    await settled(shown)
  }

  async function settled(shown: Page): Promise<void> {
    await shown.waitForFunction(
      () => document.querySelector('.work progress') === null && document.querySelector('.figures'),
    )
  }

  async function proved(shown: Page): Promise<void> {
    await shown.getByRole('button', { name: 'Prove it' }).click()
    const verdict = await shown.waitForSelector('.verdict')
    expect(await verdict.textContent()).toMatch(/hold/)
  }

  async function findings(shown: Page): Promise<readonly string[]> {
    await shown.evaluate(axe.source)
    return await shown.evaluate(async () => {
      const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run()
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    })
  }

  it('shows its first screen with less than 120 kB of script', () => {
    const html = readFileSync(join(built, 'index.html'), 'utf8')
    const scripts = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, path]) => path)
    expect(scripts.length).toBeGreaterThan(0)
    const size = scripts.reduce(
      (sum, path) => sum + gzipSync(readFileSync(join(built, path ?? ''))).length,
      0,
    )
    expect(size).toBeLessThan(120_000)
  })

  it('has a name for everything before anything came in', async () => {
    expect(await findings(page)).toEqual([])
  })

  it('says plainly that no proxy serves it, and asks none', async () => {
    await page.getByRole('link', { name: 'Live' }).click()
    await page.getByText('No proxy serves this page').waitFor()
    expect(await findings(page)).toEqual([])
    expect(asked.some((url) => url.includes('/stats'))).toBe(false)
    await page.getByRole('link', { name: 'Try it' }).click()
    await page.getByLabel('Input', { exact: true }).waitFor()
  })

  it('is the same page in two tabs at once: each has its own input, and both their originals', async () => {
    const other = await context.newPage()
    await other.goto(host.base)
    await Promise.all([choose(page, 'postgresql.log'), choose(other, 'issues.json')])
    await proved(page)
    await proved(other)
    await other.reload()
    await choose(other, 'postgresql.log')
    await proved(other)
    await proved(page)
    await other.close()
  })

  it('compresses every sample of the gallery, and proves it', async () => {
    const names = await page
      .locator('[data-sample]')
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-sample') ?? ''))
    expect(names.length).toBeGreaterThan(20)
    for (const name of names) {
      await choose(page, name)
      expect(await page.textContent('.source-line')).toContain(name)
      await proved(page)
    }
  })

  it('compares with other ways, and says which facts are still in sight', async () => {
    await choose(page, 'npm-registry.json')
    await page.getByRole('button', { name: 'Compare' }).click()
    const rows = page.locator('.rivals tbody tr')
    await rows.first().waitFor()
    expect(await rows.count()).toBe(5)
    expect(await rows.first().textContent()).toContain('in sight')
    expect(await rows.filter({ hasText: 'TOON' }).textContent()).toMatch(/\d/)
    expect(await rows.filter({ hasText: 'cut short' }).textContent()).toContain('lost')
  })

  /** The bars of money: what share of each the first turn is, and that both are on one scale. */
  async function showsMoney({
    written,
    words,
  }: {
    readonly written: number
    readonly words: string
  }): Promise<void> {
    const bars = page.locator('.money').getByRole('img')
    await bars.first().waitFor()
    const names = await bars.evaluateAll((found) =>
      found.map((bar) => bar.getAttribute('aria-label') ?? ''),
    )
    expect(names.map((name) => /^(before|after): \$[\d.]+, /.exec(name)?.[1])).toEqual([
      'before',
      'after',
    ])
    expect(names.every((name) => name.includes(words))).toBe(true)
    const widths = await bars.evaluateAll((found) =>
      found.map((bar) => [...bar.children].map((part) => part.getBoundingClientRect().width)),
    )
    const sums = widths.map((parts) => parts.reduce((sum, part) => sum + part, 0))
    for (const [at, parts] of widths.entries()) {
      expect((parts[0] ?? 0) / (sums[at] ?? 0)).toBeCloseTo(written, 1)
    }
    const tokens = await page.locator('.tokens .numbers b').allTextContents()
    const [before = 0, after = 0] = tokens.map((text) => Number(text.replaceAll(',', '')))
    expect((sums[1] ?? 0) / (sums[0] ?? 0)).toBeCloseTo(after / before, 1)
  }

  it('runs again at once when a setting changes', async () => {
    await choose(page, 'postgresql.log')
    const after = page.locator('.numbers div').nth(1)
    const tokens = await after.textContent()
    await page.getByRole('radio', { name: 'safe' }).check()
    await page.getByLabel('Budget, tokens').fill('100')
    await page.getByText(/the budget is missed by/).waitFor()
    await page.getByLabel('Budget, tokens').fill('')
    await page.getByLabel('Model', { exact: true }).fill('claude-opus-4-6')
    await page.getByText(/Claude Opus 4.6: \$5/).waitFor()
    const money = await page.locator('.money p').first().textContent()
    await page.getByLabel('turns').fill('40')
    expect(await page.locator('.money p').first().textContent()).not.toBe(money)
    await showsMoney({ written: 6.25 / (6.25 + 39 * 0.5), words: 'read from it 39 times' })
    await page.getByLabel('cache behaviour').selectOption('uncached')
    await showsMoney({ written: 1 / 40, words: 'sent anew 39 times' })
    await page.getByLabel('turns').fill('1')
    await showsMoney({ written: 1, words: 'sent first' })
    await page.getByLabel('turns').fill('20')
    await page.getByLabel('cache behaviour').selectOption('cached')
    await page.getByLabel('Model', { exact: true }).fill('')
    await page.getByRole('radio', { name: 'aggressive' }).check()
    await page.getByLabel('Looking for').fill('deadlock')
    await page.waitForFunction(
      (before) => document.querySelectorAll('.numbers div')[1]?.textContent !== before,
      tokens,
    )
    await page.getByLabel('Looking for').fill('')
    await page.getByRole('radio', { name: 'balanced' }).check()
    await settled(page)
  })

  it('keeps what was put in, set and looked at when the Live tab was shown meanwhile', async () => {
    const text = sampleText.slice(0, 30_000)
    const field = page.getByLabel('Input', { exact: true })
    await field.fill(text)
    await settled(page)
    await page.getByLabel('turns').fill('40')
    await page.getByRole('radio', { name: 'command line' }).check()
    const pane = page.locator('.text-pane[data-side="before"]')
    await pane.evaluate((found) => found.scrollTo(0, 1800))
    const first = pane.locator('.row.text').nth(20)
    const row = await expectSteady(first)
    await page.getByRole('link', { name: 'Live' }).click()
    await page.getByText('No proxy serves this page').waitFor()
    expect(await field.isVisible()).toBe(false)
    await page.getByRole('link', { name: 'Try it' }).click()
    expect(await field.inputValue()).toBe(text)
    expect(await page.getByLabel('turns').inputValue()).toBe('40')
    expect(await page.getByRole('radio', { name: 'command line' }).isChecked()).toBe(true)
    expect(await pane.evaluate((found) => found.scrollTop)).toBe(1800)
    expect(await expectSteady(first)).toBe(row)
    expect(await page.getByText('No proxy serves this page').isVisible()).toBe(false)

    await field.fill(`${text}\nand a line more`)
    await page.getByRole('link', { name: 'Live' }).click()
    await settled(page)
    await page.getByRole('link', { name: 'Try it' }).click()
    expect(await field.inputValue()).toBe(`${text}\nand a line more`)
    await settled(page)
    expect(await page.getByLabel('turns').inputValue()).toBe('40')
    await pane.locator('.row.text').nth(10).waitFor()
    await page.setViewportSize({ width: 1300, height: 900 })
    await pane.locator('.row.text').nth(10).waitFor()
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByLabel('turns').fill('20')
  })

  /** The text of a row that has stopped changing. */
  async function expectSteady(row: ReturnType<Page['locator']>): Promise<string> {
    let last = await row.textContent()
    await expect
      .poll(async () => {
        const before = last
        last = await row.textContent()
        return before === last
      })
      .toBe(true)
    return last ?? ''
  }

  it('says why so little, where little was saved', async () => {
    await choose(page, 'release-notes.md')
    expect(await page.textContent('.why')).toMatch(/Why so little\?.+/)
  })

  it('gives the result, the report, the code and a link to take along', async () => {
    await choose(page, 'search-results.txt')
    const report = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download report' }).click()
    const path = await (await report).path()
    expect(JSON.parse(readFileSync(path, 'utf8'))).toHaveProperty('decisions')
    await page.getByRole('radio', { name: 'command line' }).check()
    expect(await page.textContent('.code')).toContain('npx headroom compress')
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.getByText(/^Copied, /).waitFor()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    const other = await context.newPage()
    await other.goto(link)
    await settled(other)
    expect(await other.textContent('.numbers')).toBe(await page.textContent('.numbers'))
    await proved(other)
    await proved(page)
    await other.close()
    expect(asked.some((url) => url.includes('in='))).toBe(false)
  })

  it('shows a pasted text in the field of who opens the link to it', async () => {
    await page.getByLabel('Input', { exact: true }).fill(sampleText.slice(0, 5000))
    await settled(page)
    await page.getByRole('button', { name: 'Copy link' }).click()
    await page.getByText(/^Copied, /).waitFor()
    const other = await context.newPage()
    await other.goto(await page.evaluate(() => navigator.clipboard.readText()))
    await settled(other)
    const field = other.getByLabel('Input', { exact: true })
    expect(await field.inputValue()).toBe(sampleText.slice(0, 5000))
    await other.close()
  })

  it('takes a folder and dropped files as a conversation', async () => {
    const folder = fileURLToPath(new URL('../fixtures/search/', import.meta.url))
    await page.locator('input[type="file"][aria-label="Open a folder"]').setInputFiles(folder)
    await page.getByText(/10 files/).waitFor()
    await settled(page)
    expect(await page.locator('.blocks tbody tr').count()).toBeGreaterThan(5)
    await proved(page)
    const data = await page.evaluateHandle((text) => {
      const transfer = new DataTransfer()
      transfer.items.add(new File([text], 'one.log'))
      transfer.items.add(new File([text.slice(0, 20_000)], 'two.log'))
      return transfer
    }, sampleText)
    await page.dispatchEvent('.input', 'drop', { dataTransfer: data })
    await page.getByText(/2 files/).waitFor()
    await settled(page)
    await proved(page)
  })

  it('stands whatever it is given', async () => {
    const field = page.getByLabel('Input', { exact: true })
    const hostile = [
      '{"messages": [{"role": "tool", "content": ',
      `${'['.repeat(50_000)}`,
      '\u0000\u0001\ud800 lone \udfff\r\n\u2028',
      `${'مرحبا بالعالم '.repeat(400)}\n${'これは試験です。'.repeat(400)}`,
      '<script>alert(1)</script><style>*{display:none}</style>',
    ]
    for (const text of hostile) {
      await field.fill(text)
      await settled(page)
      await page.waitForSelector('.text-pane[data-side="before"] .row')
    }
    const files = page.locator('input[type="file"][aria-label="Open files"]')
    await files.setInputFiles({
      name: 'bytes.bin',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 31) % 256)),
    })
    await page.getByText(/bytes\.bin/).waitFor()
    await settled(page)
    await files.setInputFiles({ name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.of() })
    await page.getByText(/There is nothing in it/).waitFor()
  })

  it('holds 50 MB, stays awake, and can be stopped', async () => {
    const path = join(built, 'large.log')
    const prose = readFileSync(new URL('../../samples/release-notes.md', import.meta.url), 'utf8')
    const parts = Array.from({ length: Math.ceil(50_000_000 / prose.length) }, (_, at) =>
      prose.replaceAll(' the ', ` the ${at} `),
    )
    writeFileSync(path, parts.join(''))
    const files = page.locator('input[type="file"][aria-label="Open files"]')
    await files.setInputFiles(path)
    await page.getByText(/^(reading|compressing)/).waitFor()
    await page.getByRole('button', { name: 'Runtime' }).click()
    await page.getByText('Loaded for the engine').waitFor()
    await page.getByRole('button', { name: 'Runtime' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText(/^Cancelled/).waitFor()
    await page.getByRole('radio', { name: 'aggressive' }).check()
    await page.getByText(/^compressing/).waitFor()
    await settled(page)
    const lines = parts.join('').split('\n').length
    await page.waitForFunction((last) => {
      const pane = document.querySelector('.text-pane[data-side="before"]')
      pane?.scrollTo(0, pane.scrollHeight)
      const numbers = pane?.querySelectorAll('.line-number') ?? []
      return [...numbers].some(({ textContent }) => Number(textContent) === last)
    }, lines)
    await page.getByRole('radio', { name: 'balanced' }).check()
    await choose(page, 'postgresql.log')
  })

  it('can be worked by keyboard alone', async () => {
    await page.getByRole('button', { name: 'Clear' }).click()
    await page.locator('[data-sample="files.txt"]').focus()
    await page.keyboard.press('Enter')
    await settled(page)
    await page.waitForSelector('.text-pane[data-side="after"] .row')
    await page.locator('.text-pane[data-side="after"]').focus()
    await page.keyboard.press('ArrowDown')
    await page.getByText(/^(Row|The header)/).waitFor()
    await page.keyboard.press('End')
    await page.locator('.blocks tbody button').first().focus()
    await page.keyboard.press('Space')
    expect(await page.locator('.blocks tr.selected').count()).toBe(1)
  })

  it('tells what the browser gives, and forgets on demand', async () => {
    await page.getByRole('button', { name: 'Runtime' }).click()
    const panel = page.getByRole('region', { name: 'Runtime' })
    await panel.getByText('WebAssembly').waitFor()
    for (const feature of ['WebAssembly', 'SIMD', 'bulk memory', 'threads']) {
      const row = panel.getByRole('row', { name: new RegExp(`^${feature} `) })
      expect(await row.textContent()).toContain('yes')
    }
    await panel.getByText(/o200k_base/).waitFor()
    await panel.getByText(/In IndexedDB/).waitFor()
    await panel.getByRole('button', { name: 'Ask to keep it' }).click()
    await panel.getByText(/The browser (will|did)/).waitFor()
    await panel.getByRole('button', { name: 'Purge' }).click()
    await panel.getByText(/were removed/).waitFor()
    await page.getByRole('button', { name: 'Runtime' }).click()
  })

  it('shows well and has a name for everything, light and dark, from 320 px to 4K', async () => {
    const looks = [
      {
        width: 1440,
        height: 900,
        colorScheme: 'light',
        sample: 'npm-registry.json',
        isChecked: true,
      },
      {
        width: 1440,
        height: 900,
        colorScheme: 'dark',
        sample: 'anthropic-messages.json',
        isChecked: true,
      },
      { width: 320, height: 640, colorScheme: 'light', sample: 'issues.json', isChecked: false },
      {
        width: 3840,
        height: 2160,
        colorScheme: 'dark',
        sample: 'transcript.jsonl',
        isChecked: false,
      },
    ] as const
    for (const { width, height, colorScheme, sample, isChecked } of looks) {
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ colorScheme })
      await choose(page, sample)
      await proved(page)
      await page.getByRole('button', { name: 'Compare' }).click()
      await page.waitForSelector('.rivals tbody tr')
      if (isChecked) expect(await findings(page)).toEqual([])
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect(overflow).toBeLessThanOrEqual(0)
      await page.screenshot({
        path: join(screenshots, `${width}-${colorScheme}.png`),
        fullPage: true,
      })
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('works without a network after the first visit', async () => {
    await page.evaluate(async () => await navigator.serviceWorker.ready)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await page.evaluate(() => fetch('./').then((answer) => answer.text()))
    await context.setOffline(true)
    host.stop()
    await page.reload()
    await page.getByLabel('Input', { exact: true }).fill(sampleText)
    await settled(page)
    await proved(page)
    await context.setOffline(false)
    host = await serveFolder(built, '/tools/playground/')
  })

  it('goes on in memory where the browser refuses to store, and says so', async () => {
    const strict = await open({ serviceWorkers: 'block' })
    const refuse = "indexedDB.open=()=>{throw new DOMException('refused','SecurityError')};\n"
    await strict.route(/\/worker-[^/]+\.js$/, async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, body: `${refuse}${await answer.text()}` })
    })
    const shown = await strict.newPage()
    await shown.goto(host.base)
    await choose(shown, 'postgresql.log')
    await proved(shown)
    await shown.getByRole('button', { name: 'Runtime' }).click()
    await shown.getByText(/In memory alone.+refused/).waitFor()
    await strict.close()
  })

  it('asks nobody but its own server, and has nothing to complain of', () => {
    const outside = asked.filter(
      (url) => !/^http:\/\/127\.0\.0\.1:\d+\//.test(url) && !/^(data|blob):/.test(url),
    )
    expect(outside).toEqual([])
    expect(complaints).toEqual([])
  })
})
