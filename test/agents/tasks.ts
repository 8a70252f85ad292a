import { expect } from 'vitest'
import { serviceLogs } from '../engine/laws/text-pool.ts'

/** One thing that the model wants an agent to do. */
export type Act =
  | { readonly kind: 'shell'; readonly command: string }
  | { readonly kind: 'read'; readonly path: string }
  /** Writes down what was found last. */
  | { readonly kind: 'note'; readonly path: string }
  | { readonly kind: 'edit'; readonly path: string; readonly from: string; readonly to: string }

/** What the model wants to know of the newest result. */
export interface Question {
  /** A line of it, from 1. */
  readonly line: number
  /** What the line holds. */
  readonly words: string
}

export interface Step {
  /** Asked before the acts, or beside them. */
  readonly asks?: Question
  readonly isBeside?: boolean
  readonly acts: readonly Act[]
}

/** What an agent is to do: each step is one answer of the model's, and the last ends it. */
export interface Task {
  readonly prompt: string
  /** What lies in its folder before. */
  readonly files: Readonly<Record<string, string>>
  readonly steps: readonly Step[]
  /** How often the model asks for what was left out before it goes on. */
  readonly lookups: number
  /** What must lie there afterwards. */
  readonly outcome: Readonly<Record<string, string>>
}

/** What the model says at the end. */
export const LAST_WORDS = 'That was all: the task is complete.'

const shell = (command: string): Act => ({ kind: 'shell', command })
const note = (path: string): Act => ({ kind: 'note', path })

/** The beginning of a real log, of a length that no agent cuts short. */
function logOf(name: string): string {
  const log = serviceLogs.get(name) ?? expect.unreachable(name)
  return log.slice(0, log.lastIndexOf('\n', 26_000) + 1)
}

/** A line in the midst of a log, which a fold leaves out. */
function lineOf(log: string, line: number): Question {
  return { line, words: log.split('\n')[line - 1] ?? expect.unreachable() }
}

const PROXY_LOG = logOf('haproxy.log')
const WEB_LOG = logOf('caddy.log')
const STORE_LOG = logOf('etcd.log')
const inProxy = lineOf(PROXY_LOG, 40)
const inWeb = lineOf(WEB_LOG, 30)
const inStore = lineOf(STORE_LOG, 50)

const SOURCE = `export function greet(name: string): string {
  return \`Hello, \${name}!\`
}

export function leave(name: string): string {
  return \`Goodbye, \${name}.\`
}
`

const USERS = JSON.stringify(
  Array.from({ length: 120 }, (_, id) => ({
    id,
    name: `user ${id}`,
    mail: `user${id}@example.com`,
    role: id % 7 === 0 ? 'admin' : 'viewer',
    active: id % 3 !== 0,
  })),
  undefined,
  2,
)

/** Three answers of the model's. */
export const SHORT: Task = {
  prompt: 'Read logs/proxy.log and write its 40th line to answer.txt.',
  files: { 'logs/proxy.log': PROXY_LOG },
  steps: [{ acts: [shell('cat logs/proxy.log')] }, { asks: inProxy, acts: [note('answer.txt')] }],
  lookups: 1,
  outcome: { 'answer.txt': inProxy.words },
}

/** Twelve, with calls side by side. */
const LONG: Task = {
  prompt: 'Look at the logs, the source and the data, change the greeting and take notes.',
  files: {
    'logs/proxy.log': PROXY_LOG,
    'logs/web.log': WEB_LOG,
    'logs/store.log': STORE_LOG,
    'src/greet.ts': SOURCE,
    'data/users.json': USERS,
  },
  steps: [
    { acts: [shell('ls -lR')] },
    { acts: [shell('cat logs/proxy.log')] },
    { asks: inProxy, acts: [note('notes/proxy.txt')] },
    {
      acts: [{ kind: 'read', path: 'src/greet.ts' }, shell('grep -n error logs/*.log | head -50')],
    },
    { acts: [shell('cat data/users.json')] },
    { acts: [{ kind: 'edit', path: 'src/greet.ts', from: 'Hello', to: 'Welcome' }] },
    { acts: [shell('cat logs/web.log')] },
    { asks: inWeb, isBeside: true, acts: [shell('wc -l logs/*.log')] },
    { acts: [note('notes/web.txt'), shell('ls notes')] },
    { acts: [shell('cat logs/store.log')] },
    { asks: inStore, acts: [note('answer.txt')] },
  ],
  lookups: 2,
  outcome: {
    'notes/proxy.txt': inProxy.words,
    'notes/web.txt': inWeb.words,
    'answer.txt': inStore.words,
    'src/greet.ts': SOURCE.replace('Hello', 'Welcome'),
  },
}

export const TASKS: readonly (readonly [turns: number, task: Task])[] = [SHORT, LONG].map(
  (task) => [task.steps.length + 1, task],
)
