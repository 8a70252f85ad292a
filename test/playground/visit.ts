import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { build } from 'vite'
import { expect } from 'vitest'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { playgroundConfig } from '../../scripts/playground-config.mjs'
import { serveFolder } from './static-host.ts'

/** Where tests leave pictures of the page. */
export const screenshots: string = fileURLToPath(new URL('../../tmp/screenshots/', import.meta.url))

/** The page, built and served for one test file, and a browser that minds what goes wrong. */
export interface Visit {
  /** A folder of its own, so that the other tests' build may come and go meanwhile. */
  readonly built: string
  /** What was logged as an error or thrown. */
  readonly complaints: readonly string[]
  /** Every address that was asked for. */
  readonly asked: readonly string[]
  /** Where the page is served now. */
  base(): string
  open(options?: Parameters<Browser['newContext']>[0]): Promise<BrowserContext>
  stopServing(): void
  serveAgain(): Promise<void>
  end(): Promise<void>
}

const BELOW = '/tools/playground/'

/** Below a path, on a host that sends no headers for the page: nothing may depend on them. */
export async function visit(): Promise<Visit> {
  const built = mkdtempSync(join(tmpdir(), 'headroom-playground-'))
  mkdirSync(screenshots, { recursive: true })
  const config = playgroundConfig(0)
  await build({ ...config, build: { ...config.build, outDir: built } })
  let host = await serveFolder(built, BELOW)
  const browser = await chromium.launch(findChromium())
  const complaints: string[] = []
  const asked: string[] = []
  return {
    built,
    complaints,
    asked,
    base: () => host.base,
    open: async (options = {}) => {
      const context = await browser.newContext({
        permissions: ['clipboard-read', 'clipboard-write'],
        viewport: { width: 1440, height: 900 },
        ...options,
      })
      context.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      context.on('weberror', (error) => complaints.push(error.error().message))
      context.on('request', (request) => asked.push(request.url()))
      return context
    },
    stopServing: () => host.stop(),
    serveAgain: async () => {
      host = await serveFolder(built, BELOW)
    },
    end: async () => {
      await browser.close()
      host.stop()
      rmSync(built, { recursive: true, force: true })
    },
  }
}

/** Nobody but its own server was asked for anything, and nothing went wrong. */
export function expectQuiet({ asked, complaints }: Visit): void {
  const outside = asked.filter(
    (url) => !/^http:\/\/127\.0\.0\.1:\d+\//.test(url) && !/^(data|blob):/.test(url),
  )
  expect(outside).toEqual([])
  expect(complaints).toEqual([])
}

/** Takes a sample, and waits for what comes of it. */
export async function choose(shown: Page, sample: string): Promise<void> {
  await shown.click(`[data-sample="${sample}"]`)
  await shown.locator('.source-line', { hasText: sample }).waitFor()
  await settled(shown)
}

/** Waits until there are figures and nothing is under way. */
export async function settled(shown: Page): Promise<void> {
  await shown.waitForFunction(
    () => document.querySelector('.work progress') === null && document.querySelector('.figures'),
  )
}

/** What axe-core finds wrong. */
export async function findings(shown: Page): Promise<readonly string[]> {
  await shown.evaluate(axe.source)
  return await shown.evaluate(async () => {
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run()
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  })
}
