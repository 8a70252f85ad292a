import { fileURLToPath } from 'node:url'
import { cloudflareTest } from '@cloudflare/vitest-pool-workers'
import { playwright } from '@vitest/browser-playwright'
import { defineConfig } from 'vitest/config'
import { findChromium } from './scripts/find-chromium.mjs'

/**
 * What properties draw their values from. Fixed, so that two runs of one tree say the same;
 * `npm run soak` leaves it to chance, and a seed that failed is tried again by naming it.
 */
const SEED = readSeed(process.env.HEADROOM_TEST_SEED ?? '20261123')

function readSeed(text: string): number | 'random' {
  if (text === 'random') return 'random'
  const seed = Number(text)
  if (Number.isInteger(seed)) return seed
  throw new Error(`HEADROOM_TEST_SEED is "${text}"; it must be a whole number or "random"`)
}

/** What every project shares. */
const common = { provide: { seed: SEED }, setupFiles: ['test/setup/seed.ts'] }

/** Every project runs the same engine tests, on the platform of its own host. */
const ENGINE_TESTS = 'test/engine/**/*.test.ts'

/** Milliseconds: tests don't assert times, and a busy machine is no fault. */
const PATIENCE = 120_000

function hostUnderTest(runtime: string): { readonly alias: Readonly<Record<string, string>> } {
  const host = new URL(`test/${runtime}/host.ts`, import.meta.url)
  return { alias: { 'host-under-test': fileURLToPath(host) } }
}

export default defineConfig({
  test: {
    projects: [
      {
        resolve: hostUnderTest('runtime-node'),
        test: {
          name: 'node',
          ...common,
          testTimeout: PATIENCE,
          environment: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/agents/**', 'test/runtime-browser/**', 'test/runtime-worker/**'],
        },
      },
      {
        resolve: hostUnderTest('runtime-browser'),
        // Found late, a dependency would make the page load anew in the midst of a test.
        // Bundled beforehand, the parser would no longer find its module.
        optimizeDeps: { include: ['fast-check', 'idb-keyval'], exclude: ['web-tree-sitter'] },
        server: {
          headers: {
            'Cross-Origin-Opener-Policy': 'same-origin',
            'Cross-Origin-Embedder-Policy': 'require-corp',
          },
        },
        test: {
          name: 'browser',
          ...common,
          testTimeout: PATIENCE,
          include: [ENGINE_TESTS, 'test/runtime-browser/**/*.test.ts'],
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            instances: [{ browser: 'chromium' }],
            provider: playwright({ launchOptions: findChromium() }),
          },
        },
      },
      {
        resolve: hostUnderTest('runtime-worker'),
        plugins: [
          cloudflareTest({
            wrangler: { configPath: './wrangler.jsonc' },
            miniflare: { cf: false },
          }),
        ],
        test: {
          name: 'worker',
          ...common,
          testTimeout: PATIENCE,
          include: [ENGINE_TESTS, 'test/runtime-worker/**/*.test.ts'],
        },
      },
    ],
  },
})
