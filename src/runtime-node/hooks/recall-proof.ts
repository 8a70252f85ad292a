import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isRecord, readJson, stringsIn } from '../install/json-text.ts'
import { agentNamed, fileOf } from '../install/mcp-install.ts'
import type { Machine } from '../install/places.ts'
import { isOwnServer } from '../install/server-entry.ts'
import { bytesOf, textOf } from '../install/settings-file.ts'
import { projectOfFolder, SHARED_PROJECT } from '../project-of-folder.ts'
import type { ServedProjects } from '../served-projects.ts'

type Values = Readonly<Record<string, unknown>>

/**
 * Says whose originals an agent's `headroom mcp serve` gives back; `undefined` where its settings show none, so that
 * nothing may be left out.
 */
export class RecallProof {
  readonly #machine: Machine
  readonly #served: Pick<ServedProjects, 'has'>
  readonly #read = new Map<string, { readonly mark: string; readonly values: Values }>()

  constructor(machine: Machine, served: Pick<ServedProjects, 'has'>) {
    this.#machine = machine
    this.#served = served
  }

  /** The scope for an agent that works in a folder. Never rejects: settings that can't be read prove nothing. */
  async scope(agent: string, folder: string): Promise<string | undefined> {
    try {
      const named = projectIn(await this.#entryOf(agent, folder))
      return named === OF_ITS_FOLDER ? await this.#servedIn(folder) : named
    } catch {
      return undefined
    }
  }

  /**
   * Settings don't tell where an agent starts its server. The folder's own project counts where a server says that it
   * serves it; else the one that every server reads.
   */
  async #servedIn(folder: string): Promise<string> {
    const project = await projectOfFolder(folder, this.#machine.home)
    return (await this.#served.has(project)) ? project : SHARED_PROJECT
  }

  async #entryOf(agent: string, folder: string): Promise<Values | undefined> {
    if (agent === 'claude') return await this.#ofClaude(folder)
    // Others have no tools of servers.
    return agent === 'opencode' ? await this.#ofOpencode(folder) : undefined
  }

  /** The nearest counts: the person's own for this project, the project's, then everywhere. */
  async #ofClaude(folder: string): Promise<Values | undefined> {
    const settings = await this.#settingsOf('claude')
    const projects = settings['projects']
    const project = isRecord(projects) ? projects[folder] : undefined
    const own = isRecord(project) ? project : {}
    if (namesOwn(own['disabledMcpServers'])) return undefined
    const shared = await this.#valuesIn(join(folder, '.mcp.json'))
    const isShared = namesOwn(own['enabledMcpjsonServers'])
    const lists = [own['mcpServers'], isShared ? shared['mcpServers'] : {}, settings['mcpServers']]
    return lists.map(entryIn).find((entry) => entry !== undefined)
  }

  /** A project's settings stand above everyone's. */
  async #ofOpencode(folder: string): Promise<Values | undefined> {
    const files = ['opencode.json', 'opencode.jsonc'].map((name) => join(folder, name))
    const near = await Promise.all(files.map(async (file) => await this.#valuesIn(file)))
    const all = [...near, await this.#settingsOf('opencode')]
    const entries = all.map(({ mcp }) => entryIn(mcp)).filter((entry) => entry !== undefined)
    if (entries.some(({ enabled }) => enabled === false)) return undefined
    return entries[0]
  }

  async #settingsOf(name: string): Promise<Values> {
    const agent = agentNamed(name)
    return agent === undefined ? {} : await this.#valuesIn(fileOf(agent, this.#machine))
  }

  /** Read again when the file has changed. */
  async #valuesIn(file: string): Promise<Values> {
    const found = await stat(file).catch(() => undefined)
    if (found === undefined) return {}
    const mark = `${found.mtimeMs} ${found.size} ${found.ino}`
    const known = this.#read.get(file)
    if (known?.mark === mark) return known.values
    const values = readJson(textOf(await bytesOf(file)))
    if (this.#read.size > MOST_FILES) this.#read.clear()
    this.#read.set(file, { mark, values })
    return values
  }
}

/** Files that are remembered; there are few for each project. */
const MOST_FILES = 100

const OWN = 'headroom'

function namesOwn(names: unknown): boolean {
  return stringsIn(names).includes(OWN)
}

function entryIn(servers: unknown): Values | undefined {
  const entry = isRecord(servers) ? servers[OWN] : undefined
  return isRecord(entry) ? entry : undefined
}

/** Variables under which a server would have another store than ours. */
const ELSEWHERE = /^HEADROOM_(?:HOME|WORKSPACE_DIR|ENCRYPTION_)/

/** Said of a server that is told no project. */
const OF_ITS_FOLDER = Symbol('of its folder')

/** The project that a server is told to serve; `undefined` where it is none of ours, or has another store. */
function projectIn(entry: Values | undefined): string | typeof OF_ITS_FOLDER | undefined {
  if (entry === undefined) return undefined
  const { command, args, env, environment } = entry
  const argv = typeof command === 'string' ? [command, ...stringsIn(args)] : stringsIn(command)
  const names = [env, environment].filter(isRecord).flatMap((one) => Object.keys(one))
  if (!isOwnServer({ argv }) || names.some((name) => ELSEWHERE.test(name))) return undefined
  const joined = argv.find((word) => word.startsWith(JOINED))
  const at = argv.indexOf('--project')
  if (at >= 0) return argv[at + 1]
  return joined === undefined ? OF_ITS_FOLDER : joined.slice(JOINED.length)
}

const JOINED = '--project='
