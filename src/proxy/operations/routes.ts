import type { Hono } from 'hono'
import type { ProxyDesk } from '../proxy-desk.ts'
import { readObject } from '../request/json-body.ts'
import { invalid } from '../request-error.ts'
import { byteSettings } from '../settings/byte-settings.ts'
import { eventStream } from './events.ts'
import { type HistoryBucket, historyView } from './history.ts'
import { everywhereText, everywhereView } from './journal.ts'
import { prometheusText } from './prometheus.ts'
import { purged } from './purge.ts'
import type { ExchangeRecord } from './record.ts'
import { statsView } from './stats-view.ts'
import { statusPage } from './status-page.ts'

/** What tells how the proxy is doing, and sets what can be set while it runs. */
export function operationRoutes(app: Hono, desk: ProxyDesk): void {
  const { stats, settings, host } = desk
  const alive = { status: 'healthy' }
  app.get('/', () => statusPage(desk))
  app.get('/livez', (context) => context.json(alive))
  app.get('/health', (context) =>
    context.json({ ...alive, host: host.name, version: desk.version }),
  )
  app.get('/readyz', async (context) => {
    const ready = await isReady(desk)
    return context.json({ status: ready ? 'ready' : 'not ready' }, ready ? 200 : 503)
  })
  app.get('/stats', async (context) =>
    context.json({ ...statsView(desk), ...(await everywhereView(host.journal)) }),
  )
  app.get('/stats/events', ({ req }) => eventStream(stats, req.raw.signal))
  app.get('/stats/history', async (context) =>
    context.json(historyView(await historyOf(desk), host.date())),
  )
  app.get('/metrics', async (context) =>
    context.text(prometheusText(desk) + (await everywhereText(host.journal)), 200, {
      'content-type': 'text/plain; version=0.0.4',
    }),
  )
  app.get('/audit', async (context) => {
    const limit = limitIn(context.req.query('limit'))
    const own = (): Promise<readonly ExchangeRecord[]> => Promise.resolve(stats.latest(limit))
    return context.json({ requests: await (host.journal?.latest(limit).catch(own) ?? own()) })
  })
  app.get('/admin/config', (context) => context.json({ settings: settings.describe() }))
  app.post('/admin/purge', async ({ req, json }) => json(await purged(req.raw, desk)))
  app.post('/admin/runtime-env', async (context) => {
    const { fields } = await readObject(context.req.raw, LARGEST_SETTINGS)
    const changed = settings.set(fields)
    host.log({ event: 'settings', changed: changed.join(',') })
    const later = Object.keys(byteSettings(settings.values))
    return context.json({
      changed,
      // What changes bytes leaves alone what has begun: its prefix is in its provider's cache.
      for_new_conversations: changed.filter((name) => later.includes(name)),
      conversations_under_way: desk.conversations.count,
      settings: settings.describe().filter(({ live }) => live),
    })
  })
}

const LARGEST_SETTINGS = 64 << 10

/** Ready means that the engine answers and that the store can be written. */
async function isReady({ host }: ProxyDesk): Promise<boolean> {
  try {
    await host.headroomFor('headroom.ready')
    await host.openStore()
    return true
  } catch {
    return false
  }
}

/** What can't be had is told as nothing: the figures of this process are in `/stats`. */
async function historyOf({ host }: ProxyDesk): Promise<readonly HistoryBucket[]> {
  try {
    return (await (host.history?.() ?? host.journal?.history())) ?? []
  } catch {
    return []
  }
}

function limitIn(text: string | undefined): number {
  if (text === undefined) return 100
  const limit = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (limit >= 1 && limit <= 1000) return limit
  throw invalid('limit must be a whole number from 1 to 1000')
}
