import { openCliStore } from '../cli/cli-store.ts'
import { defaultDirectory } from '../directory.ts'
import { createHeadroom, type LocalHeadroom, type Store } from '../index.ts'
import { isRecord } from '../install/json-text.ts'
import { type Machine, thisMachine } from '../install/places.ts'
import { shrinkText } from '../mcp/shrink-text.ts'
import { projectOfFolder, SHARED_PROJECT } from '../project-of-folder.ts'
import { SavingsLog } from '../savings/savings-log.ts'
import { ServedProjects } from '../served-projects.ts'
import { CLAUDE_SURFACE } from './claude-surface.ts'
import type { Reply } from './helper.ts'
import type { HelperQuestion } from './helper-words.ts'
import { type HookOptions, hookOptions } from './hook-options.ts'
import { HookWatch } from './hook-watch.ts'
import { OPENCODE_SURFACE, PI_SURFACE } from './plugin-surface.ts'
import { RecallProof } from './recall-proof.ts'
import { type HookSurface, stringAt, type ToolOutput } from './tool-output.ts'

const SURFACES: ReadonlyMap<string, HookSurface> = new Map([
  ['claude', CLAUDE_SURFACE],
  ['opencode', OPENCODE_SURFACE],
  ['pi', PI_SURFACE],
])

/** Texts that are shorter, and by how much. */
interface Small {
  readonly texts: readonly string[]
  readonly project: string
  readonly tokensSaved: number
}

/** Works out what agents show their models instead of what a tool gave back. */
export class HookDesk {
  readonly #store: Store
  readonly #machine: Machine
  readonly #proof: RecallProof
  readonly #savings: SavingsLog
  readonly #watch: HookWatch
  readonly #headrooms = new Map<string, Promise<LocalHeadroom>>()

  constructor(store: Store, directory: string, machine: Machine) {
    this.#store = store
    this.#machine = machine
    this.#proof = new RecallProof(machine, new ServedProjects(directory))
    this.#savings = new SavingsLog(directory)
    this.#watch = new HookWatch(directory)
  }

  /** No reply is the original. */
  async answer({ args, body }: HelperQuestion, signal: AbortSignal): Promise<Reply | undefined> {
    const options = hookOptions(args)
    const surface = options === undefined ? undefined : SURFACES.get(options.agent)
    const said: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
    if (options === undefined || surface === undefined || !isRecord(said)) return undefined
    const output = surface.read(said)
    if (output === undefined || options.isLeft(output.tool) || isOurs(output)) return undefined
    if (options.canary !== undefined) {
      const { canary } = options
      return {
        text: surface.write(
          said,
          output.texts.map(() => canary),
        ),
      }
    }
    const small = await this.#shrink(output, options, signal)
    if (small === undefined) return undefined
    const taken = (): void => void this.#note(output, options.agent, small)
    return { text: surface.write(said, small.texts), taken }
  }

  /** Nothing is saved where models are known to read the originals all the same. */
  async #note({ record, texts }: ToolOutput, agent: string, small: Small): Promise<void> {
    const { project, tokensSaved } = small
    const text = small.texts.find((one, at) => one !== texts[at])
    if (record !== undefined && text !== undefined) this.#watch.note({ agent, text, ...record })
    if (this.#watch.seen(agent) === 'inert') return
    await this.#savings.add({ door: 'hooks', project, tokensSaved, tokensRetrieved: 0 })
  }

  /** Does what the first outputs will need, so that they need not wait for it: code that has run once is fast. */
  async warmUp(): Promise<void> {
    const headroom = await this.#headroom(SHARED_PROJECT)
    const { signal } = new AbortController()
    const origin = { name: 'Bash', arguments: {}, canRecall: false, signal }
    for (const text of SAMPLES) await shrinkText({ headroom, preset: 'balanced' }, text, origin)
  }

  async #shrink(
    output: ToolOutput,
    options: HookOptions,
    signal: AbortSignal,
  ): Promise<Small | undefined> {
    const { agent, preset, folder = output.folder } = options
    const scope = output.isOfSubagent ? undefined : await this.#proof.scope(agent, folder)
    const headroom = await this.#headroom(scope ?? SHARED_PROJECT)
    const { tool: name, input } = output
    const origin = { name, arguments: input, canRecall: scope !== undefined, signal }
    const texts: string[] = []
    let tokensSaved = 0
    for (const text of output.texts) {
      const shrunk = await shrinkText({ headroom, preset }, text, origin)
      texts.push(shrunk.text)
      tokensSaved += shrunk.tokensBefore - shrunk.tokensAfter
    }
    if (texts.every((text, at) => text === output.texts[at])) return undefined
    return { texts, project: await this.#projectOf(scope, folder), tokensSaved }
  }

  /** Whose figures they are, wherever the originals had to go. */
  async #projectOf(scope: string | undefined, folder: string): Promise<string> {
    const isNamed = scope !== undefined && scope !== SHARED_PROJECT
    return isNamed ? scope : await projectOfFolder(folder, this.#machine.home)
  }

  async #headroom(scope: string): Promise<LocalHeadroom> {
    const known = this.#headrooms.get(scope)
    if (known !== undefined) return await known
    if (this.#headrooms.size > MOST_PROJECTS) this.#headrooms.clear()
    const made = createHeadroom({ store: this.#store, scope })
    this.#headrooms.set(scope, made)
    return await made
  }
}

/** Projects whose engines are kept ready. */
const MOST_PROJECTS = 100

/** Of the kinds that tools give back most: lines of a log, matches of a search, records. */
const SAMPLES: readonly string[] = [
  sampleOf(
    (at) => `2026-01-01T00:00:${10 + (at % 50)}Z INFO request ${at * 7919} took ${at % 97} ms`,
  ),
  sampleOf(
    (at) => `src/room-${at % 9}/part-${at % 31}.ts:${at}:  const value = read(${at % 7}, other)`,
  ),
  JSON.stringify(Array.from({ length: 100 }, (_, at) => ({ id: at * 7919, state: `s${at % 5}` }))),
]

function sampleOf(line: (at: number) => string): string {
  return Array.from({ length: 200 }, (_, at) => line(at)).join('\n')
}

/** Opens the desk of this machine's own store. */
export async function openHookDesk(): Promise<HookDesk> {
  return new HookDesk(await openCliStore(), defaultDirectory(), thisMachine())
}

/** What came out of our store, or is exact because it was asked for so, is never made small again. */
function isOurs({ tool, input }: ToolOutput): boolean {
  const command = isRecord(input) ? stringAt(input, 'command') : ''
  return OWN_TOOL.test(tool) || OWN_COMMAND.test(command.slice(0, LONGEST_COMMAND))
}

const OWN_TOOL = /(?:^|_)headroom_(?:compress|read|retrieve|stats)$/
/** Characters of a command that are looked at. */
const LONGEST_COMMAND = 2000
const OWN_COMMAND = /\bheadroom\b.*\b(?:retrieve|expand|compress)\b/
