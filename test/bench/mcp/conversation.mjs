import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

/** Speaks with a server line by line; `ask` gives the result of a request and how long it took, in milliseconds. */
export function converse(command, env = {}) {
  const [file, ...args] = command
  const child = spawn(file, args, {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  const waiting = new Map()
  let told = ''
  child.stderr.on('data', (chunk) => {
    told += chunk
  })
  createInterface({ input: child.stdout }).on('line', (line) => {
    const at = performance.now()
    const { id, result, error } = JSON.parse(line)
    waiting.get(id)?.({ at, result, error })
    waiting.delete(id)
  })
  child.once('close', () => {
    const error = { message: `it has ended: ${told}` }
    for (const answer of waiting.values()) answer({ at: performance.now(), error })
  })
  let id = 0
  const send = (message) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  return {
    pid: child.pid,
    /** What it says on standard error, once that matches. */
    heard: async (pattern) => {
      for (;;) {
        const [found] = pattern.exec(told) ?? []
        if (found !== undefined) return found
        await new Promise((resolve) => child.stderr.once('data', resolve))
      }
    },
    notify: (method) => send({ method }),
    ask: async (method, params = {}) => {
      const own = ++id
      const answered = new Promise((resolve) => waiting.set(own, resolve))
      const start = performance.now()
      send({ id: own, method, params })
      const { at, result, error } = await answered
      return { milliseconds: at - start, result, error }
    },
    /** Ends it, and gives what it said on standard error. */
    end: async () => {
      const ended = new Promise((resolve) => child.once('close', resolve))
      child.stdin.end()
      await ended
      return told
    },
  }
}
