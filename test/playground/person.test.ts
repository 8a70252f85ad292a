import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { choose, expectQuiet, findings, screenshots, settled, type Visit, visit } from './visit.ts'

const sampleText = readFileSync(new URL('../../samples/postgresql.log', import.meta.url), 'utf8')

describe('the page, as a person uses it', () => {
  let here: Visit
  let context: BrowserContext
  let page: Page

  beforeAll(async () => {
    here = await visit()
    context = await here.open()
    page = await context.newPage()
    await page.goto(here.base())
  }, 120_000)

  afterAll(async () => {
    await here?.end()
  })

  async function proved(shown: Page): Promise<void> {
    await shown.getByRole('button', { name: 'Prove it' }).click()
    const verdict = await shown.waitForSelector('.verdict')
    expect(await verdict.textContent()).toMatch(/hold/)
  }

  it('shows its first screen with less than 120 kB of script', () => {
    const html = readFileSync(join(here.built, 'index.html'), 'utf8')
    const scripts = [...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, path]) => path)
    expect(scripts.length).toBeGreaterThan(0)
    const size = scripts.reduce(
      (sum, path) => sum + gzipSync(readFileSync(join(here.built, path ?? ''))).length,
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
    expect(here.asked.some((url) => url.includes('/stats'))).toBe(false)
    await page.getByRole('link', { name: 'Try it' }).click()
    await page.getByLabel('Input', { exact: true }).waitFor()
  })

  it('is the same page in two tabs at once: each has its own input, and both their originals', async () => {
    const other = await context.newPage()
    await other.goto(here.base())
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
    await page.getByLabel('cache behaviour').selectOption('uncached')
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
    expect(here.asked.some((url) => url.includes('in='))).toBe(false)
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
    const path = join(here.built, 'large.log')
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
      const cut = await page
        .locator('.row-text')
        .evaluateAll((rows) => rows.filter((row) => row.scrollWidth > row.clientWidth))
      expect(cut).toEqual([])
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
    here.stopServing()
    await page.reload()
    await page.getByLabel('Input', { exact: true }).fill(sampleText)
    await settled(page)
    await proved(page)
    await context.setOffline(false)
    await here.serveAgain()
  })

  it('goes on in memory where the browser refuses to store, and says so', async () => {
    const strict = await here.open({ serviceWorkers: 'block' })
    const refuse = "indexedDB.open=()=>{throw new DOMException('refused','SecurityError')};\n"
    await strict.route(/\/worker-[^/]+\.js$/, async (route) => {
      const answer = await route.fetch()
      await route.fulfill({ response: answer, body: `${refuse}${await answer.text()}` })
    })
    const shown = await strict.newPage()
    await shown.goto(here.base())
    await choose(shown, 'postgresql.log')
    await proved(shown)
    await shown.getByRole('button', { name: 'Runtime' }).click()
    await shown.getByText(/In memory alone.+refused/).waitFor()
    await strict.close()
  })

  it('asks nobody but its own server, and has nothing to complain of', () => {
    expectQuiet(here)
  })
})
