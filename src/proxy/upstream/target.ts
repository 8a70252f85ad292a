import { RequestError } from '../request-error.ts'
import type { Settings } from '../settings/table.ts'
import type { Provider } from './route-of.ts'

/** What has to be known of a request to say where it goes. */
export interface Destination {
  readonly provider: Provider
  /** Absent where the body names none. */
  readonly model: string | undefined
  /** Path and query, as the upstream will see them. */
  readonly path: string
}

/**
 * The address a request goes to. Upstreams come from the configuration alone: nothing in a request
 * can name a host. Throws `RequestError` where the provider has no address yet.
 */
export function targetOf({ provider, model, path }: Destination, settings: Settings): URL {
  const base = routedBase(model, settings) ?? settings[provider]
  if (base === undefined) {
    const variable = `${provider.toUpperCase()}_TARGET_API_URL`
    throw new RequestError(404, 'not_found', `no upstream for ${provider}; set ${variable}`)
  }
  return new URL(base + withoutVersion(base, path))
}

/** The upstream that is configured for models of this name; the longest prefix wins. */
function routedBase(
  model: string | undefined,
  { models, upstreams }: Settings,
): string | undefined {
  if (model === undefined) return undefined
  const fitting = [...models.keys()].filter((prefix) => model.startsWith(prefix))
  const longest = fitting.sort((one, other) => other.length - one.length)[0]
  return longest === undefined ? undefined : upstreams.get(models.get(longest) ?? '')
}

/** Addresses are given with and without their version; it is written once. */
function withoutVersion(base: string, path: string): string {
  const version = /\/v\d[a-z0-9]*$/.exec(base)?.[0]
  return version !== undefined && path.startsWith(`${version}/`) ? path.slice(version.length) : path
}
