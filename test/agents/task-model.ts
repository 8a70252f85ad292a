import { expand, findRefs } from '../../src/runtime-node/index.ts'
import { type Heard, newest } from '../proxy/model-request.ts'
import { call, script, text, thought } from '../proxy/recall/scripts.ts'
import type { Doing } from '../proxy/scripted-model.ts'
import type { Agent, ToolCall } from './clients/agent.ts'
import { type Act, LAST_WORDS, type Question, type Task } from './tasks.ts'

/** What the model does about a request. */
export type Deciding = (heard: Heard) => Promise<Doing>

/** The model's part in a task. How far that is, the request says by itself. */
export function modelOf(agent: Agent, task: Task): Deciding {
  const finds = new Finds()
  return async (heard) => {
    // A title, or which model shall do it.
    if (heard.tools.length === 0) return { script: script('end', text('A task')) }
    finds.note(heard)
    const done = stepsIn(heard)
    const step = task.steps[done]
    if (step === undefined) return { script: script('end', text(LAST_WORDS)) }
    const lookup = step.asks === undefined ? undefined : await finds.lookUp(step.asks, heard, done)
    if (lookup !== undefined && step.isBeside !== true) {
      return { script: script('calls', text('I look it up. '), lookup) }
    }
    const acts = step.acts.map((act, at) => {
      const { name, input } = toolCall(agent, act, finds.last)
      return { ...call(`s${done + 1}_${at}`, name, input), signature: `signed${done}` }
    })
    const words = [thought(`Step ${done + 1}.`, `c2ln${done}`), text(`Step ${done + 1}. `)]
    return { script: script('calls', ...words, ...acts, ...(lookup === undefined ? [] : [lookup])) }
  }
}

/** How many steps a request brings results of. */
function stepsIn({ said }: Heard): number {
  const ids = said.flatMap(({ kind, id }) => (kind === 'result' ? [/^s(\d+)_/.exec(id)?.[1]] : []))
  return Math.max(0, ...ids.map((id) => Number(id ?? 0)))
}

/** What the model was shown of what it wanted to know. */
class Finds {
  last = ''
  #asked: Question | undefined

  /** Finds what was asked for in a lookup's answer. */
  note(heard: Heard): void {
    const answers = newest(heard).filter(({ kind, id }) => kind === 'result' && id.startsWith('p'))
    for (const answer of answers) this.#find(answer.text)
  }

  /** The call that is still needed; what was only packed the model can read. */
  async lookUp(
    asks: Question,
    heard: Heard,
    done: number,
  ): Promise<ReturnType<typeof call> | undefined> {
    if (this.#asked === asks && this.last === asks.words) return undefined
    this.#asked = asks
    const results = newest(heard).flatMap((one) => (one.kind === 'result' ? [one.text] : []))
    const [ref] = findRefs(results.join('\n'))
    if (ref !== undefined) {
      return call(`p${done}`, 'headroom_retrieve', { hash: ref, search: asks.words.slice(0, 60) })
    }
    for (const content of results) {
      const [message] = await expand([{ role: 'tool' as const, content }])
      this.#find(message?.content ?? '')
    }
    return undefined
  }

  #find(shown: string): void {
    const words = this.#asked?.words
    if (words !== undefined && shown.includes(words)) this.last = words
  }
}

function toolCall(agent: Agent, act: Act, last: string): ToolCall {
  if (act.kind === 'shell') return agent.shell(act.command)
  if (act.kind === 'read') return agent.read(act.path)
  return act.kind === 'note' ? agent.write(act.path, last) : agent.edit(act.path, act.from, act.to)
}
