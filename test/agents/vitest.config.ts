import { defineConfig } from 'vitest/config'

/** Agents from npm behind the proxy; `npm run gate:agents` installs them first. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/agents/*.test.ts'],
    // Most of a run is waiting.
    maxConcurrency: 4,
    testTimeout: 180_000,
  },
})
