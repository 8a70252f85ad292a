import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Heard, hear } from '../proxy/model-request.ts'
import { type AnsweringModel, createModel } from '../proxy/scripted-model.ts'
import { type Asked, startUpstream } from '../proxy/scripted-upstream.ts'
import type { ProxyUnderTest, StartProxy } from '../suites/proxy.ts'
import type { Agent } from './clients/agent.ts'
import { type Ending, runAgent, writeFiles } from './run-agent.ts'
import { startTap } from './tap.ts'
import { type Deciding, modelOf } from './task-model.ts'
import type { Task } from './tasks.ts'
import { startTrap } from './trap.ts'

/** What a run came to. */
export interface Outcome extends Ending {
  /** What the agent sent, of conversations with tools. */
  readonly sent: readonly Heard[]
  /** What of that reached the model, without what the proxy asked on by itself. */
  readonly heard: readonly Heard[]
  /** How often the proxy asked on. */
  readonly lookups: number
  /** What a real provider would have refused. */
  readonly faults: readonly string[]
  /** Files of the task's outcome, as they are now. */
  readonly files: Readonly<Record<string, string>>
}

/** A proxy with everything around it: many runs may go on at once, told apart by their keys. */
export interface Stage {
  readonly proxy: ProxyUnderTest
  /** Hosts that agents wanted to reach, other than the proxy. */
  readonly outside: readonly string[]
  /** Lets an agent do a task; `trouble` may change what the model does. */
  play(agent: Agent, task: Task, trouble?: (model: Deciding) => Deciding): Promise<Outcome>
  stop(): Promise<void>
}

export async function openStage(start: StartProxy): Promise<Stage> {
  const models = new Map<string, AnsweringModel>()
  const upstream = await startUpstream()
  upstream.answer = async (asked, outgoing) => {
    const model = models.get(keyOf(asked.headers))
    if (model !== undefined && isConversation(asked)) return await model.answer(asked, outgoing)
    outgoing.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  }
  const proxy = await start(upstream.url)
  const tap = await startTap(proxy.base)
  const trap = await startTrap()
  let runs = 0
  return {
    proxy,
    outside: trap.hosts,
    async play(agent, task, trouble = (model) => model) {
      const number = ++runs
      const key = `sk-test-${number}`
      const model = createModel()
      model.say(trouble(modelOf(agent, task)))
      models.set(key, model)
      const folder = await mkdtemp(join(tmpdir(), 'headroom-agent-'))
      const [home, work] = [join(folder, 'home'), join(folder, 'work')]
      await writeFiles(work, task.files)
      // Conversations that begin alike are one to the proxy.
      const prompt = `${task.prompt} This is run ${number}.`
      const run = { base: tap.base, key, home, work, prompt, trap: trap.url }
      const ending = await runAgent(agent, run)
      const files = await readFiles(work, Object.keys(task.outcome))
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
      const tapped = tap.tapped.filter(({ headers }) => keyOf(headers) === key)
      const withTools = ({ tools }: Heard): boolean => tools.length > 0
      const heard = model.heard.filter(withTools)
      const asked = heard.filter((one) => !model.isAskedOn(one))
      return {
        ...ending,
        sent: tapped
          .filter(isConversation)
          .map(({ url, body }) => hear(url, body))
          .filter(withTools),
        heard: asked,
        lookups: heard.length - asked.length,
        faults: model.faults,
        files,
      }
    },
    async stop() {
      await tap.stop()
      await trap.stop()
      await proxy.stop()
      await upstream.stop()
    },
  }
}

/** The client's key, wherever its format puts it. */
function keyOf(headers: Asked['headers']): string {
  const bearer = String(headers['authorization'] ?? '').replace(/^Bearer /, '')
  return String(headers['x-api-key'] ?? headers['x-goog-api-key'] ?? bearer)
}

function isConversation({
  method,
  url,
}: {
  readonly method: string
  readonly url: string
}): boolean {
  return (
    method === 'POST' &&
    /\/(?:messages|chat\/completions|responses)(?:\?|$)|enerateContent/.test(url)
  )
}

async function readFiles(
  folder: string,
  paths: readonly string[],
): Promise<Readonly<Record<string, string>>> {
  const read = async (path: string): Promise<readonly [string, string]> => {
    const text = await readFile(join(folder, path), 'utf8').catch((error) => String(error))
    return [path, text]
  }
  return Object.fromEntries(await Promise.all(paths.map(read)))
}
