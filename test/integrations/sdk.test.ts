import { createHeadroom } from '../../src/runtime-node/index.ts'
import { withHeadroom, wrapFetch } from '../../src/runtime-node/integrations.ts'
import { describeSdk, type StartBetween } from '../suites/sdk.ts'

/** No proxy: the package's client is wrapped, or for the `ai` package its `fetch`. */
const inside: StartBetween = async (base) => {
  const headroom = await createHeadroom({ preset: 'aggressive' })
  return {
    base,
    breaksOff: true,
    door: {
      client: (client) => withHeadroom(client, { headroom }),
      fetch: wrapFetch(fetch, { headroom }),
    },
    stop: async () => await headroom.close(),
  }
}

describeSdk('no proxy but withHeadroom', inside)
