import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveProxy } from '../../../src/runtime-node/proxy/serve.ts'
import type { StartProxy } from '../../suites/proxy.ts'

/** The proxy in Node, set by further variables, its every upstream the one it is given. */
export const nodeWith =
  (variables: Readonly<Record<string, string>>): StartProxy =>
  async (upstream) => {
    const directory = await mkdtemp(join(tmpdir(), 'headroom-proxy-'))
    const { url, token, close } = await serveProxy({
      flags: { port: '0', 'workspace-dir': directory },
      environment: {
        OPENAI_TARGET_API_URL: upstream,
        ANTHROPIC_TARGET_API_URL: upstream,
        GEMINI_TARGET_API_URL: upstream,
        ...variables,
      },
    })
    return {
      base: `${url}/t/${token}`,
      open: url,
      breaksOff: true,
      stop: async () => {
        await close()
        await rm(directory, { recursive: true, force: true })
      },
    }
  }
