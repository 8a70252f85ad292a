import { createApp, LiveSettings, type ProxyApp } from '../proxy/index.ts'
import type { OriginalsNamespace } from './cloudflare.ts'
import type { JournalNamespace } from './journal-namespace.ts'
import { type Assets, pageIn } from './page-in.ts'
import { sharedJournal } from './shared-journal.ts'
import { workerHost } from './worker-host.ts'

export { Journal } from './journal-object.ts'
export { Originals } from './originals.ts'

/**
 * What the worker is configured with; see wrangler.jsonc. Every setting of the proxy can be given as a
 * variable or secret of its own name.
 */
export interface Environment extends Readonly<Record<string, unknown>> {
  readonly ORIGINALS: OriginalsNamespace
  /** Where the figures of all isolates come together; without it each tells its own. */
  readonly JOURNAL?: JournalNamespace
  /** The playground's page; without it there is a plain page of figures at `/`. */
  readonly ASSETS?: Assets
}

/** The HTTP door on workerd: originals in Durable Objects, one a conversation. */
const worker: Door = door()
export default worker

interface Door {
  fetch(request: Request, environment: Environment): Promise<Response>
}

/** One app an isolate: what it remembers serves every request that comes here, and may be lost. */
function door(): Door {
  let open: { readonly environment: Environment; readonly app: ProxyApp } | undefined
  return {
    fetch: async (request, environment) => {
      try {
        if (open?.environment !== environment) open = { environment, app: appFor(environment) }
      } catch (error) {
        return misconfigured(error)
      }
      return await open.app.fetch(request)
    },
  }
}

/** What is wrong is for the owner's log: the message quotes settings, and anyone may ask. */
function misconfigured(error: unknown): Response {
  // biome-ignore lint/suspicious/noConsole: the only log a worker has
  console.error(`headroom: ${error instanceof Error ? error.message : 'not started'}`)
  const message = 'the worker is not set up rightly; its log says what is wrong'
  return Response.json({ error: { type: 'misconfigured', message } }, { status: 500 })
}

function appFor(environment: Environment): ProxyApp {
  const texts = textsIn(environment)
  const { values } = new LiveSettings({ environment: texts })
  return createApp({
    host: {
      ...workerHost(environment.ORIGINALS, values),
      ...(environment.JOURNAL === undefined
        ? {}
        : { journal: sharedJournal(environment.JOURNAL, values.lifetime * 1000) }),
      ...(environment.ASSETS === undefined ? {} : { page: pageIn(environment.ASSETS) }),
    },
    settings: { environment: texts },
  })
}

function textsIn(environment: Environment): Readonly<Record<string, string>> {
  const entries = Object.entries(environment)
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
