import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { once } from '../../engine/index.ts'
import type { ProxyHost } from '../../proxy/index.ts'
import { codeOf } from '../files.ts'

/** `src/runtime-node/proxy` and `dist/runtime-node/proxy` lie equally deep, so one path serves both. */
const PAGE = new URL('../../../dist/page/', import.meta.url)

/**
 * The playground's page. What the build listed is all that can be asked for, so no path leads elsewhere.
 * Vocabularies and grammars are listed where the package has them already. Without a build there is none.
 */
export function pageFiles(): NonNullable<ProxyHost['page']> {
  const { resolve } = createRequire(import.meta.url)
  const places = once(async () => await readPlaces())
  return async (path) => {
    const place = (await places()).get(path)
    if (place === undefined) return undefined
    return await readFile(place.startsWith('.') ? new URL(place, PAGE) : resolve(place))
  }
}

/** Where each file lies: below the page's folder, or as a module is named. */
async function readPlaces(): Promise<ReadonlyMap<string, string>> {
  try {
    const text = await readFile(new URL('files.json', PAGE), 'utf8')
    return new Map(Object.entries(JSON.parse(text) as Readonly<Record<string, string>>))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return new Map()
    throw error
  }
}
