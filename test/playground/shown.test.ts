import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { choose, expectQuiet, settled, type Visit, visit } from './visit.ts'

const sampleText = readFileSync(new URL('../../samples/postgresql.log', import.meta.url), 'utf8')

describe('what the page shows of a text', () => {
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

  it('cuts money into what the first turn costs and what those after it do', async () => {
    await choose(page, 'postgresql.log')
    await page.getByLabel('Model', { exact: true }).fill('claude-opus-4-6')
    await page.getByText(/Claude Opus 4.6: \$5/).waitFor()
    await page.getByLabel('turns').fill('40')
    await showsMoney({ written: 6.25 / (6.25 + 39 * 0.5), words: 'read from it 39 times' })
    await page.getByLabel('cache behaviour').selectOption('uncached')
    await showsMoney({ written: 1 / 40, words: 'sent anew 39 times' })
    await page.getByLabel('turns').fill('1')
    await showsMoney({ written: 1, words: 'sent first' })
    await page.getByLabel('cache behaviour').selectOption('cached')
    await page.getByLabel('Model', { exact: true }).fill('')
    await page.getByText(/GPT-4o: \$2.5/).waitFor()
  })

  it('keeps what was put in, set and looked at when the Live tab was shown meanwhile', async () => {
    const text = sampleText.slice(0, 30_000)
    const field = page.getByLabel('Input', { exact: true })
    await field.fill(text)
    await settled(page)
    await page.getByLabel('turns').fill('40')
    await page.getByRole('radio', { name: 'command line' }).check()
    const pane = page.locator('.text-pane[data-side="before"]')
    await pane.locator('.row.text').nth(20).waitFor()
    await pane.evaluate((found) => found.scrollTo(0, 1800))
    const far = pane
      .locator('.line-number')
      .filter({ hasText: /^[4-9]\d$/ })
      .first()
    await far.waitFor()
    const number = await far.textContent()
    await page.getByRole('link', { name: 'Live' }).click()
    await page.getByText('No proxy serves this page').waitFor()
    expect(await field.isVisible()).toBe(false)
    await page.getByRole('link', { name: 'Try it' }).click()
    expect(await field.inputValue()).toBe(text)
    expect(await page.getByLabel('turns').inputValue()).toBe('40')
    expect(await page.getByRole('radio', { name: 'command line' }).isChecked()).toBe(true)
    expect(await pane.evaluate((found) => found.scrollTop)).toBe(1800)
    expect(await far.textContent()).toBe(number)
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

  it('shows every row of a line as what the line is, and the way it runs', async () => {
    const field = page.getByLabel('Input', { exact: true })
    const line = `خطأ في الخادم ${'users_7 '.repeat(60)}`
    await field.fill(`${line}\nan error of the server\n`)
    await settled(page)
    const rows = page.locator('.text-pane[data-side="before"] .row-text')
    const english = rows.filter({ hasText: 'an error of the server' })
    await english.waitFor()
    const directions = await rows.evaluateAll((found) =>
      found.map((row) => getComputedStyle(row).direction),
    )
    expect(directions.length).toBeGreaterThan(4)
    expect(directions.filter((one) => one === 'ltr')).toHaveLength(1 + 1)
    expect(await english.evaluate((row) => getComputedStyle(row).direction)).toBe('ltr')

    await choose(page, 'npm-registry.json')
    const after = page.locator('.text-pane[data-side="after"] .row')
    await after.filter({ hasText: 'left out: keys' }).waitFor()
    const kinds = await after.evaluateAll((found) =>
      found.map((row) => ({
        isGap: row.classList.contains('gap'),
        isFirst: row.querySelector('button') !== null,
        isNumbered: row.querySelector('.line-number')?.textContent !== '',
      })),
    )
    const first = kinds.findLastIndex(({ isFirst }) => isFirst)
    const next = kinds.findIndex(({ isNumbered }, at) => at > first && isNumbered)
    expect(next - first).toBeGreaterThan(2)
    expect(kinds.slice(first, next).every(({ isGap }) => isGap)).toBe(true)
    expect(kinds[next]?.isGap).toBe(false)
  })

  it('asks nobody but its own server, and has nothing to complain of', () => {
    expectQuiet(here)
  })
})
