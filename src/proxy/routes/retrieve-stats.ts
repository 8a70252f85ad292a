import type { Scope } from '../../engine/index.ts'
import { callerOf } from '../access/caller.ts'
import type { Retrieval } from '../operations/retrieval-log.ts'
import type { ProxyDesk } from '../proxy-desk.ts'

/** Looks that are shown, as Headroom shows them. */
const SHOWN = 20
/** Entries that are counted; a store may hold many more, and each is a look at a file. */
const MOST_COUNTED = 10_000

/**
 * `GET /v1/retrieve/stats`: what one project's store holds and the latest looks at it, in the words of
 * Headroom's sidecar. Words that were searched for are content, so `query` is always null.
 */
export async function retrieveStats(request: Request, desk: ProxyDesk): Promise<Response> {
  const { project } = callerOf(request)
  const { retrievals } = desk.stats
  const { name, count, isWhole } = await countOriginals(project, desk)
  return Response.json({
    store: {
      backend: name,
      entry_count: count,
      entry_count_is_whole: isWhole,
      total_retrievals: retrievals.found,
      missed_retrievals: retrievals.missed,
      unreadable: Object.fromEntries(desk.host.unreadable?.() ?? []),
    },
    recent_retrievals: retrievals.latest(project, SHOWN).map(shown),
  })
}

async function countOriginals(
  project: string,
  { host }: ProxyDesk,
): Promise<{ readonly name: string; readonly count: number; readonly isWhole: boolean }> {
  const store = await host.openStore()
  let count = 0
  let looked = 0
  for await (const { name } of store.list(project as Scope)) {
    if (++looked > MOST_COUNTED) break
    if (name.startsWith('original.')) count++
  }
  return { name: store.name, count, isWhole: looked <= MOST_COUNTED }
}

function shown({ hash, type, by, slice }: Retrieval): object {
  return {
    hash,
    query: null,
    items_retrieved: slice === undefined ? 0 : slice.position.to - slice.position.from + 1,
    total_items: slice?.total ?? 0,
    unit: slice?.unit ?? null,
    tool_name: null,
    retrieval_type: slice === undefined ? 'missing' : type,
    retrieved_by: by,
  }
}
