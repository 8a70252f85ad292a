import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startScript } from '../runtime-node/start-script.ts'
import type { StartProxy } from '../suites/proxy.ts'

/** What every caller of a worker under test must know. */
export const TOKEN = 'of-this-test'

/** `npm run worker`, set by further variables, its every upstream the one it is given. */
export const workerWith =
  (variables: Readonly<Record<string, string>>): StartProxy =>
  async (upstream) => {
    const state = await mkdtemp(join(tmpdir(), 'headroom-worker-'))
    const service = await startScript('worker', ['--persist-to', state], {
      HEADROOM_PROXY_TOKEN: TOKEN,
      OPENAI_TARGET_API_URL: upstream,
      ANTHROPIC_TARGET_API_URL: upstream,
      GEMINI_TARGET_API_URL: upstream,
      ...variables,
    })
    return {
      base: `${service.base}/t/${TOKEN}`,
      open: service.base,
      breaksOff: false,
      stop: async () => {
        await service.stop()
        await rm(state, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
      },
    }
  }
