// The sessions: those that agents were recorded at, and those of the measuring stick where it is there.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { measuringStick } from '../../../scripts/measuring-stick.mjs'
import { requestsOf } from './modules.mjs'

const recorded = fileURLToPath(new URL('./recorded/', import.meta.url))

/** Each with the requests of its client and what was called for, in order. */
export function sessions() {
  return [...recordedSessions(), ...sharedSessions()]
}

function recordedSessions() {
  return readdirSync(recorded)
    .filter((file) => file.endsWith('.json.gz'))
    .map((file) => {
      const session = JSON.parse(gunzipSync(readFileSync(join(recorded, file))))
      const calls = session.turns.flatMap((turn) => turn.calls)
      const { name, version, format } = session
      return { name: `${name} ${version}`, format, requests: requestsOf(session), calls }
    })
}

const names = ['bash', 'read_file', 'edit_file', 'grep']
const schema = { type: 'object' }

const formats = {
  anthropic: {
    path: '/v1/messages',
    asks: 'user',
    around: {
      model: 'claude-sonnet-4-5',
      max_tokens: 1000,
      tools: names.map((name) => ({ name, input_schema: schema })),
    },
  },
  openai: {
    path: '/v1/chat/completions',
    asks: 'tool',
    around: {
      model: 'gpt-4o',
      tools: names.map((name) => ({ type: 'function', function: { name, parameters: schema } })),
    },
  },
}

function sharedSessions() {
  const stick = measuringStick()
  if (stick === undefined) return []
  const folder = join(stick, 'cases/dev')
  return readdirSync(folder)
    .filter((file) => file.startsWith('session-'))
    .map((file) => sharedSession(JSON.parse(readFileSync(join(folder, file), 'utf8'))))
}

/** What its probes ask for is needed at the end. */
function sharedSession({ id, format: named, messages, probes }) {
  const { path, asks, around } = formats[named] ?? formats.openai
  const isAnthropic = named === 'anthropic'
  const said = isAnthropic ? messages.filter(({ role }) => role !== 'system') : messages
  const [{ content: system }] = messages
  const ends = said.flatMap(({ role }, at) =>
    [asks, 'user'].includes(role) && said[at + 1]?.role !== role ? [at + 1] : [],
  )
  const needs = probes
    .filter(({ asked }) => asked !== 'followup')
    .flatMap(({ must_contain: parts = [] }) => parts)
  const requests = ends.map((end, turn) => ({
    path,
    body: JSON.stringify({
      ...around,
      ...(isAnthropic ? { system } : {}),
      messages: said.slice(0, end),
    }),
    needs: turn === ends.length - 1 ? needs : [],
  }))
  return { name: id, format: isAnthropic ? 'anthropic' : 'openai-chat', requests, calls: [] }
}
