import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serveProxy } from '../../../src/runtime-node/proxy/serve.ts'
import { describeSdk } from '../../suites/sdk.ts'

describeSdk('Node', async (upstream) => {
  const directory = await mkdtemp(join(tmpdir(), 'headroom-proxy-'))
  const { url, token, close } = await serveProxy({
    flags: { port: '0', 'workspace-dir': directory, preset: 'aggressive' },
    environment: {
      OPENAI_TARGET_API_URL: upstream,
      ANTHROPIC_TARGET_API_URL: upstream,
      GEMINI_TARGET_API_URL: upstream,
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
})
