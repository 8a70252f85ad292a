import { createApp } from '../proxy/index.ts'
import type { OriginalsNamespace } from './cloudflare.ts'
import { createHeadroom, durableStore } from './index.ts'

export { Originals } from './originals.ts'

/** What the worker is configured with; see wrangler.jsonc. */
export interface Environment {
  readonly ORIGINALS: OriginalsNamespace
  /** When set, every request must carry it. Needed for every host but the loopback device. */
  readonly HEADROOM_PROXY_TOKEN?: string
  /** Names under which the worker may be reached, separated by commas. */
  readonly HEADROOM_PROXY_HOSTS?: string
}

/** The HTTP door on workerd: originals in Durable Objects, one a project. */
export default {
  fetch: (request: Request, environment: Environment): Response | Promise<Response> => {
    const { ORIGINALS, HEADROOM_PROXY_TOKEN: token, HEADROOM_PROXY_HOSTS: hosts } = environment
    const app = createApp({
      headroomFor: (scope) => createHeadroom({ store: durableStore(ORIGINALS), scope }),
      ...(token === undefined ? {} : { token }),
      ...(hosts === undefined ? {} : { hosts: hosts.split(',').map((host) => host.trim()) }),
    })
    return app.fetch(request)
  },
}
