import { readFileSync } from 'node:fs'
import { WebSocket } from 'undici'

/** Node's flag for a process that lets itself be watched. */
export const WATCHED = '--inspect=127.0.0.1:0'

/** Watches a process from outside, by what it said on standard error: nothing of this is in what ships. */
export async function watch({ pid, heard }) {
  const address = await heard(/ws:\/\/\S+/)
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => {
    socket.onopen = resolve
    socket.onerror = reject
  })
  const waiting = new Map()
  socket.onmessage = ({ data }) => {
    const { id, result } = JSON.parse(data)
    waiting.get(id)?.(result)
    waiting.delete(id)
  }
  let last = 0
  const ask = async (method, params = {}) => {
    const id = ++last
    const answered = new Promise((resolve) => waiting.set(id, resolve))
    socket.send(JSON.stringify({ id, method, params }))
    return await answered
  }
  return {
    /** Bytes in use once all garbage is collected, bytes in memory, and what is open. */
    look: async () => {
      for (let at = 0; at < 2; at++) await ask('HeapProfiler.collectGarbage')
      const { usedSize } = await ask('Runtime.getHeapUsage')
      const expression = 'process.getActiveResourcesInfo().length'
      const { result } = await ask('Runtime.evaluate', { expression })
      return { heap: usedSize, rss: residentOf(pid), open: result.value }
    },
    end: () => socket.close(),
  }
}

function residentOf(pid) {
  const [, kilobytes = '0'] =
    /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
