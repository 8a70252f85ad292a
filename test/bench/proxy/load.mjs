// Sends requests to a contestant, and says how long they took.

import { readFileSync } from 'node:fs'
import { Pool } from 'undici'

const rowsOf = (count, page) =>
  Array.from({ length: count }, (_, at) => ({
    id: page * 1000 + at,
    name: `user ${at}`,
    email: `u${at}@example.com`,
    active: at % 3 === 0,
    role: 'viewer',
  }))

const tools = [
  {
    type: 'function',
    function: {
      name: 'list_users',
      description: 'Lists the users of a page.',
      parameters: { type: 'object', properties: { page: { type: 'integer' } } },
    },
  },
]

/** A conversation of about so many bytes: questions, calls of a tool and what it gave back. */
function conversation(bytes, seed) {
  const messages = [{ role: 'user', content: `Who are the users of team ${seed}?` }]
  const rows = Math.max(5, Math.min(150, Math.floor(bytes / 400)))
  let size = 600
  for (let page = 0; size < bytes; page++) {
    const call = {
      id: `call_${page}`,
      type: 'function',
      function: { name: 'list_users', arguments: `{"page":${page}}` },
    }
    const result = JSON.stringify(rowsOf(rows, page))
    messages.push({ role: 'assistant', content: null, tool_calls: [call] })
    messages.push({ role: 'tool', tool_call_id: call.id, content: result })
    size += result.length + 250
  }
  return messages
}

/**
 * The bodies of so many conversations, one after the other, each time with a further turn: what was answered, and
 * the next question.
 */
export function bodyMaker({ bytes, seed, conversations }) {
  const begun = Array.from({ length: conversations }, (_, at) => {
    const messages = conversation(bytes, `${seed} ${at}`)
    return JSON.stringify({ model: 'gpt-4o', tools, messages }).slice(0, -2)
  })
  let next = 0
  return () => {
    const at = next++ % conversations
    const question = `{"role":"user","content":"And number ${Math.floor(next / conversations)}?"}`
    begun[at] += `,{"role":"assistant","content":"Done."},${question}`
    return `${begun[at]}]}`
  }
}

/** `count` requests over so many connections: milliseconds each, and all together. */
export async function batch({ base, headers = {} }, { makeBody, count, connections, isStream }) {
  const pool = new Pool(new URL(base).origin, { connections })
  const path = `/v1/chat/completions${isStream ? '?stream=1' : ''}`
  const sent = { 'content-type': 'application/json', ...headers }
  const times = []
  let next = 0
  const worker = async () => {
    while (next < count) {
      next++
      const body = makeBody()
      const start = performance.now()
      const answer = await pool.request({ method: 'POST', path, headers: sent, body })
      const text = await answer.body.text()
      if (answer.statusCode !== 200)
        throw new Error(`${base} answered ${answer.statusCode}: ${text}`)
      times.push(performance.now() - start)
    }
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: connections }, worker))
  const took = performance.now() - start
  await pool.close()
  return { times, took }
}

/** Microseconds of processor time that a process has used; `undefined` where the system does not tell. */
export function processorTime(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')
    return (Number(fields[13]) + Number(fields[14])) * 10_000
  } catch {
    return undefined
  }
}
