import { build as esbuild } from 'esbuild'
import { type Browser, chromium } from 'playwright-core'
import { build as vite } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import webpack from 'webpack'
import { findChromium, knowsExtensions } from '../../scripts/find-chromium.mjs'
import { createHeadroom } from '../../src/runtime-node/index.ts'
import { serviceLogs } from '../engine/laws/text-pool.ts'
import { listen } from './complaints.ts'
import {
  asksServiceWorker,
  consumer,
  extension,
  type Outcome,
  pageOf,
  serviceWorker,
} from './consumer.ts'
import { copyFromPackage, type PackedApp, packedApp, serveStrictly } from './packed-app.ts'

const code = `${Array.from(
  { length: 60 },
  (_, at) =>
    `def handle_${at}(request):\n    total = 0\n    for item in request.items:\n        total += item.price * ${at}\n        log(item)\n    return total\n`,
).join('\n')}`

const input = [
  { role: 'tool', content: serviceLogs.get('redis.log') ?? '' },
  { role: 'tool', content: code },
]

/** Where the package's browser part lies in a site that has no bundler. */
const HOME = '/headroom/dist/runtime-browser'

describe('the packed package in a page', () => {
  let app: PackedApp
  let browser: Browser
  let expected: readonly { readonly content: string }[]

  beforeAll(async () => {
    app = await packedApp()
    browser = await chromium.launch(findChromium())
    const headroom = await createHeadroom({ preset: 'aggressive', store: 'memory' })
    expected = (await headroom.compress(input, { recall: true })).messages
    await app.write({ 'package.json': '{"type":"module"}' })
  })

  afterAll(async () => {
    await browser?.close()
    await app?.remove()
  })

  /** Runs a folder as a site, and minds that nothing goes wrong or elsewhere. */
  async function outcomeOf(folder: string): Promise<Outcome> {
    await app.write({ [`${folder}/input.json`]: JSON.stringify(input), [`${folder}/icon.svg`]: '' })
    const { base, stop } = await serveStrictly(app.at(folder))
    const context = await browser.newContext()
    const complaints = listen(context, base)
    try {
      const page = await context.newPage()
      await page.goto(`${base}/`)
      await page.waitForFunction(() => 'outcome' in globalThis, undefined, { timeout: 60_000 })
      return await page.evaluate(() => Reflect.get(globalThis, 'outcome') as Outcome)
    } catch (error) {
      throw new Error(`${String(error)}\n${complaints.join('\n')}`)
    } finally {
      await context.close()
      stop()
      expect(complaints).toEqual([])
    }
  }

  function check(outcome: Outcome): void {
    expect(outcome.status).toEqual({ thread: 'worker', workers: 1, store: 'indexeddb' })
    expect(outcome).toMatchObject({ isWhole: true, recalled: input[0]?.content.length, tokens: 2 })
    expect(outcome.messages[0]?.content === expected[0]?.content).toBe(true)
  }

  it('works bundled by Vite, as it is set up by default', async () => {
    await app.write({ 'vite/index.html': pageOf('main.js'), 'vite/main.js': consumer() })
    await vite({
      configFile: false,
      root: app.at('vite'),
      base: './',
      logLevel: 'error',
      build: { outDir: app.at('vite-built'), emptyOutDir: true },
    })
    const outcome = await outcomeOf('vite-built')
    check(outcome)
    expect(outcome.messages[1]?.content === expected[1]?.content).toBe(true)
  })

  it('works bundled by webpack, as it is set up by default but for minifying, which takes long', async () => {
    await app.write({
      'webpack/main.js': consumer(),
      'webpack-built/index.html': pageOf('main.js'),
    })
    await new Promise<void>((resolve, reject) => {
      const options = {
        mode: 'production',
        context: app.folder,
        entry: app.at('webpack/main.js'),
        output: { path: app.at('webpack-built') },
        performance: false,
        optimization: { minimize: false },
      } as const
      webpack(options, (error, stats) => {
        if (error !== null) reject(error)
        else if (stats?.hasErrors() === true) reject(new Error(stats.toString('errors-only')))
        else resolve()
      })
    })
    const outcome = await outcomeOf('webpack-built')
    check(outcome)
    expect(outcome.messages[1]?.content === expected[1]?.content).toBe(true)
  })

  it('works bundled by esbuild, told where the worker and its files are', async () => {
    await app.write({
      'esbuild/main.js': consumer("workerUrl: './engine-worker.js', assets: './headroom/'"),
      'esbuild-built/index.html': pageOf('main.js'),
    })
    await esbuild({
      absWorkingDir: app.folder,
      entryPoints: {
        main: 'esbuild/main.js',
        'engine-worker': 'headroom-edge/browser/engine-worker',
      },
      outdir: 'esbuild-built',
      bundle: true,
      splitting: true,
      format: 'esm',
      external: ['module', 'fs/promises'],
      logLevel: 'error',
    })
    await copyFromPackage(app, 'dist/wasm', 'esbuild-built/headroom')
    check(await outcomeOf('esbuild-built'))
  })

  it('works without a bundler, from the folder it is installed in', async () => {
    const source = consumer().replace('headroom-edge/browser', `.${HOME}/index.js`)
    await app.write({ 'plain/index.html': pageOf('main.js'), 'plain/main.js': source })
    await copyFromPackage(app, 'dist', 'plain/headroom/dist')
    check(await outcomeOf('plain'))
  })

  it('works in a service worker', async () => {
    await app.write({
      'plain/index.html': pageOf('asks.js'),
      'plain/asks.js': asksServiceWorker,
      'plain/service-worker.js': serviceWorker(`.${HOME}/here.js`),
    })
    const { status, messages, isWhole } = await outcomeOf('plain')
    expect(status).toEqual({ thread: 'here', workers: 0, store: 'indexeddb' })
    expect(messages[0]?.content === expected[0]?.content).toBe(true)
    expect(isWhole).toBe(true)
  })

  it.skipIf(!knowsExtensions())(
    'works in an extension: in its background, and off the thread of its page',
    async () => {
      await app.write({
        'plain/index.html': pageOf('main.js'),
        'plain/service-worker.js': serviceWorker(`.${HOME}/here.js`),
        'plain/input.json': JSON.stringify(input),
        'plain/manifest.json': JSON.stringify(extension),
      })
      const profile = app.at('profile')
      const { args, ...launch } = findChromium()
      const context = await chromium.launchPersistentContext(profile, {
        ...launch,
        args: [
          ...args,
          `--disable-extensions-except=${app.at('plain')}`,
          `--load-extension=${app.at('plain')}`,
        ],
      })
      try {
        const background =
          context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'))
        const compressed = await background.evaluate(
          async (messages) => await Reflect.get(globalThis, 'compressAll')(messages),
          input,
        )
        expect(compressed.messages[0].content === expected[0]?.content).toBe(true)
        const page = await context.newPage()
        await page.goto(new URL('index.html', background.url()).href)
        await page.waitForFunction(() => 'outcome' in globalThis)
        check(await page.evaluate(() => Reflect.get(globalThis, 'outcome') as Outcome))
      } finally {
        await context.close()
      }
    },
  )
})
