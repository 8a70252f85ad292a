// Proxies in processes of their own, that can be killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const TOKEN = 'of-this-bench'
const root = fileURLToPath(new URL('../../..', import.meta.url))
const PATIENCE = 120_000

/** Two proxies in Node over one folder, that take turns. */
export async function nodePair(upstream, flags = []) {
  const directory = mkdtempSync(join(tmpdir(), 'headroom-sessions-'))
  const main = join(root, 'dist/runtime-node/cli/main.js')
  const start = async () =>
    await started([main, 'proxy', '--workspace-dir', directory, ...flags], upstream)
  const proxies = [await start(), await start()]
  return {
    faults: [
      async () => {
        await proxies[0].end('SIGKILL')
        proxies[0] = await start()
      },
      async () => {
        await proxies[1].end('SIGTERM')
        proxies[1] = await start()
      },
      () => empty(directory),
    ],
    send: async (turn, path, body) => await send(proxies[turn % 2], path, body),
    stop: async () => {
      for (const proxy of proxies) await proxy.end('SIGTERM')
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Two workers under `wrangler dev`, each with a store of its own, that take turns. */
export async function workerPair(upstream, variables = {}) {
  const folders = [0, 1].map(() => mkdtempSync(join(tmpdir(), 'headroom-sessions-')))
  const script = join(root, 'scripts/worker.mjs')
  const start = async (at) =>
    await started([script, '--persist-to', folders[at]], upstream, variables)
  const workers = [await start(0), await start(1)]
  const again = async (at, clear) => {
    await workers[at].end('SIGTERM')
    if (clear) empty(folders[at])
    workers[at] = await start(at)
  }
  return {
    faults: [async () => await again(0, false), async () => await again(1, true)],
    send: async (turn, path, body) => await send(workers[turn % 2], path, body),
    stop: async () => {
      for (const worker of workers) await worker.end('SIGTERM')
      for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** What is in the folder goes, the folder stays. */
function empty(directory) {
  for (const name of readdirSync(directory)) {
    rmSync(join(directory, name), { recursive: true, force: true })
  }
}

async function started(args, upstream, variables = {}) {
  const port = await freePort()
  const child = spawn(process.execPath, [...args, '--port', String(port)], {
    cwd: root,
    detached: true,
    stdio: 'ignore',
    env: {
      ...process.env,
      HEADROOM_PROXY_TOKEN: TOKEN,
      ANTHROPIC_TARGET_API_URL: upstream,
      OPENAI_TARGET_API_URL: upstream,
      GEMINI_TARGET_API_URL: upstream,
      ...variables,
    },
  })
  const base = `http://127.0.0.1:${port}`
  const end = async (signal) => {
    const closed = once(child, 'close')
    process.kill(-child.pid, signal)
    await closed
  }
  await untilItAnswers(base, child)
  return { base: `${base}/t/${TOKEN}`, end }
}

async function untilItAnswers(base, child) {
  const deadline = Date.now() + PATIENCE
  while (child.exitCode === null && Date.now() < deadline) {
    const answer = await fetch(base).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer !== undefined) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('a proxy does not start')
}

async function send({ base }, path, body) {
  const headers = { 'content-type': 'application/json' }
  const answer = await fetch(base + path, { method: 'POST', headers, body })
  await answer.text()
  if (answer.status !== 200) throw new Error(`the proxy answered ${answer.status}`)
}

async function freePort() {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address()
  server.close()
  await once(server, 'close')
  return port
}
