import { readFile } from 'node:fs/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.mjs'
import type { Headroom } from '../../src/engine/index.ts'
import { listen } from './complaints.ts'
import { pageOf } from './consumer.ts'
import { evaluationInputs, ownInputs } from './inputs.ts'
import { type Input, type Output, outputsOf } from './outputs.ts'
import { type PackedApp, packedApp, serveStrictly } from './packed-app.ts'

/** What the page runs: the packed package in its worker, with originals in IndexedDB. */
const MAIN = `
import { createHeadroom } from 'headroom-edge/browser'
import { outputsOf } from './outputs.ts'

const headroom = await createHeadroom({ store: 'indexeddb', thread: 'worker' })
globalThis.outputsOf = (input) => outputsOf(headroom, input)
globalThis.whereItRuns = () => headroom.status()
`

/** Milliseconds for thousands of texts on a busy machine. */
const PATIENCE = 600_000

/** Law 3 from end to end: the same inputs through both entries of the package, as they ship. */
describe('the packed package in Node and in Chromium', () => {
  let app: PackedApp
  let browser: Browser
  let site: Awaited<ReturnType<typeof serveStrictly>>
  let page: Page
  let node: Headroom
  let complaints: readonly string[]

  beforeAll(async () => {
    app = await packedApp()
    const outputs = fileURLToPath(new URL('outputs.ts', import.meta.url))
    await app.write({
      'package.json': '{"type":"module"}',
      'site/index.html': pageOf('main.ts'),
      'site/main.ts': MAIN,
      'site/outputs.ts': await readFile(outputs, 'utf8'),
      'site-built/icon.svg': '',
    })
    await build({
      configFile: false,
      root: app.at('site'),
      base: './',
      logLevel: 'error',
      build: { outDir: app.at('site-built'), emptyOutDir: false },
    })
    const entry = pathToFileURL(app.at('node_modules/headroom-edge/dist/runtime-node/index.js'))
    node = await (await import(/* @vite-ignore */ entry.href)).createHeadroom({ store: 'memory' })
    site = await serveStrictly(app.at('site-built'))
    browser = await chromium.launch(findChromium())
    const context = await browser.newContext()
    complaints = listen(context, site.base)
    page = await context.newPage()
    await page.goto(`${site.base}/`)
    await page.waitForFunction(() => 'outputsOf' in globalThis)
  })

  afterAll(async () => {
    await browser?.close()
    site?.stop()
    await node?.close()
    await app?.remove()
  })

  async function inPage(input: Input): Promise<readonly Output[]> {
    return await page.evaluate(
      async (given) => await Reflect.get(globalThis, 'outputsOf')(given),
      input,
    )
  }

  /** How much was made smaller, so that a test that compares nothing is seen. */
  async function compared(inputs: readonly Input[]): Promise<{ smaller: number; refs: number }> {
    const sums = { smaller: 0, refs: 0 }
    for (const input of inputs) {
      const [there, here] = await Promise.all([inPage(input), outputsOf(node, input)])
      expect(there).toEqual(here)
      for (const { tokens, refs } of here) {
        if (tokens[1] < tokens[0]) sums.smaller++
        sums.refs += refs.length
      }
    }
    return sums
  }

  it(
    'gives the same bytes, refs, decisions and tokens for every real text that lies here',
    async () => {
      const inputs = ownInputs()
      const { smaller, refs } = await compared(inputs)
      expect(inputs.length).toBeGreaterThan(100)
      expect(smaller).toBeGreaterThan(2 * inputs.length)
      expect(refs).toBeGreaterThan(inputs.length)
      expect(await page.evaluate(() => Reflect.get(globalThis, 'whereItRuns')())).toEqual({
        thread: 'worker',
        workers: 1,
        store: 'indexeddb',
      })
      expect(complaints).toEqual([])
    },
    PATIENCE,
  )

  // Only who names the cases has them: their absence is no test that was left out.
  if (process.env['HEADROOM_EVAL_DIR'] !== undefined)
    it(
      'gives the same for every case of the measuring stick',
      async () => {
        const inputs = evaluationInputs()
        const { smaller, refs } = await compared(inputs)
        process.stdout.write(
          `${inputs.length} cases, ${8 * inputs.length} outputs alike: ${smaller} smaller, ${refs} refs\n`,
        )
        expect(smaller).toBeGreaterThan(inputs.length)
        expect(complaints).toEqual([])
      },
      PATIENCE,
    )
})
