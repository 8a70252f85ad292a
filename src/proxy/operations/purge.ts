import type { PurgeSelection } from '../host.ts'
import type { ProxyDesk } from '../proxy-desk.ts'
import { readObject } from '../request/json-body.ts'
import { invalid, RequestError } from '../request-error.ts'

const LARGEST = 4 << 10
const KEYS: readonly string[] = ['project', 'older_than_seconds', 'all', 'dry_run']

/** `POST /admin/purge`, on hosts that have no command for it. Whatever is not understood is refused: it removes. */
export async function purged(request: Request, { host }: ProxyDesk): Promise<object> {
  if (host.purge === undefined)
    throw new RequestError(501, 'not_implemented', 'run `headroom purge` on this machine')
  const { fields } = await readObject(request, LARGEST)
  const selection = selectionIn(fields, host.date())
  const count = await host.purge(selection)
  const isAll = selection.project === undefined && selection.usedBefore === undefined
  if (isAll && !selection.isDry) await host.journal?.clear()
  host.log({ event: 'purge', texts: count.texts, bytes: count.bytes, dry: selection.isDry })
  return { ...count, dry_run: selection.isDry }
}

function selectionIn(fields: Readonly<Record<string, unknown>>, now: number): PurgeSelection {
  const unknown = Object.keys(fields).find((key) => !KEYS.includes(key))
  if (unknown !== undefined)
    throw invalid(`${JSON.stringify(unknown)} is none of ${KEYS.join(', ')}`)
  const { project, older_than_seconds: age, all = false, dry_run: isDry = false } = fields
  if (typeof all !== 'boolean' || typeof isDry !== 'boolean')
    throw invalid('all and dry_run must be true or false')
  if (!all && project === undefined && age === undefined)
    throw invalid('say what is to go: all, project or older_than_seconds')
  if (all && (project !== undefined || age !== undefined))
    throw invalid('all goes with neither project nor older_than_seconds')
  return { isDry, ...projectIn(project), ...ageIn(age, now) }
}

function projectIn(project: unknown): Pick<PurgeSelection, 'project'> {
  if (project === undefined) return {}
  if (typeof project === 'string' && project !== '') return { project }
  throw invalid('project must be a name')
}

function ageIn(age: unknown, now: number): Pick<PurgeSelection, 'usedBefore'> {
  if (age === undefined) return {}
  if (typeof age === 'number' && Number.isFinite(age) && age >= 0)
    return { usedBefore: now - age * 1000 }
  throw invalid('older_than_seconds must be a number, 0 or more')
}
