import type { Scope, Store } from '../engine/index.ts'
import type { PurgeCount, PurgeSelection } from '../proxy/index.ts'
import type { OriginalsNamespace, OriginalsStub } from './cloudflare.ts'
import { homeNameOf, objectNameOf, rowOf } from './durable-store.ts'

/** The object that lists the projects: no project's and no conversation's is named so. */
const LIST = JSON.stringify(null)
/** Milliseconds. The list holds names alone, and outlives what it lists. */
const TEN_YEARS = 3650 * 24 * 60 * 60 * 1000
/** The proxy's own notes, which are no project's: the key that it is bound to. */
const PROXY = 'headroom.proxy'
const NAMES_A_PAGE = 256
/** Objects that are called at once. */
const AT_ONCE = 6

/** Knows which projects have anything kept, so that it can be had rid of: nobody else can list objects. */
export class Projects {
  readonly #objects: OriginalsNamespace
  readonly #lifetime: number
  /** Those that this isolate has listed. */
  readonly #listed = new Set<string>()

  /** `lifetime`: milliseconds that entries outlive their last use. */
  constructor(objects: OriginalsNamespace, lifetime: number) {
    this.#objects = objects
    this.#lifetime = lifetime
  }

  /** The store, of which every project is listed before anything is kept for it. */
  listing(store: Store): Store {
    return {
      ...store,
      set: async (key, value) => {
        await this.#list(key.scope)
        await store.set(key, value)
      },
    }
  }

  /** The same for what only one conversation asks for: its project's object learns where that lies. */
  listingNotes(store: Store, conversation: string): Store {
    const project = /^([\s\S]*)\/[^/]*\/[^/]*$/.exec(conversation)?.[1] ?? ''
    const owner = objectNameOf(conversation)
    return {
      ...store,
      set: async (key, value) => {
        await this.#list(project)
        const home = this.#object(homeNameOf(project))
        await home.write(rowOf(key), { owner }, { lifetime: this.#lifetime })
        await store.set(key, value)
      },
    }
  }

  /** Removes what is meant, or only counts it. The index goes last, so that it can be tried again. */
  async purge({ project, usedBefore, isDry }: PurgeSelection): Promise<PurgeCount> {
    const before = usedBefore === undefined ? {} : { endBefore: usedBefore + this.#lifetime }
    const count = { texts: 0, bytes: 0 }
    const purge = async (name: string): Promise<void> => {
      const { texts, bytes } = await this.#object(name).purge({ ...before, isDry })
      count.texts += texts
      count.bytes += bytes
    }
    for (const scope of project === undefined ? await this.#all() : [project]) {
      if (scope === PROXY) continue
      const home = homeNameOf(scope)
      const { owners } = await this.#object(home).purge({ ...before, isDry: true })
      for (let at = 0; at < owners.length; at += AT_ONCE)
        await Promise.all(owners.slice(at, at + AT_ONCE).map(purge))
      await purge(home)
    }
    return count
  }

  async #list(project: string): Promise<void> {
    if (project === PROXY || this.#listed.has(project)) return
    const entry = { owner: homeNameOf(project) }
    await this.#object(LIST).write(rowOf(nameOf(project)), entry, { lifetime: TEN_YEARS })
    this.#listed.add(project)
  }

  async #all(): Promise<readonly string[]> {
    const projects: string[] = []
    let after = ''
    while (true) {
      const rows = await this.#object(LIST).names(after, NAMES_A_PAGE)
      projects.push(...rows.map((row) => String((JSON.parse(row) as [string, string])[0])))
      const last = rows.at(-1)
      if (last === undefined || rows.length < NAMES_A_PAGE) return projects
      after = last
    }
  }

  #object(name: string): OriginalsStub {
    return this.#objects.get(this.#objects.idFromName(name))
  }
}

function nameOf(project: string): { readonly scope: Scope; readonly name: string } {
  return { scope: project as Scope, name: '' }
}
