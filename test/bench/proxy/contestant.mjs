// One contestant of bench:proxy in a process of its own: `node contestant.mjs NAME UPSTREAM`. Sends its parent
// where it answers: { base, headers }.

import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import { createRequire } from 'node:module'
import { createServer as createSocketServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Agent } from 'undici'
import { serveProxy } from '../../../dist/runtime-node/proxy/serve.js'

const [name, upstream] = process.argv.slice(2)
const gateway = fileURLToPath(
  new URL('../rivals/node_modules/@portkey-ai/gateway/build/start-server.js', import.meta.url),
)

const ANSWER = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'gpt-4o',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'Done. '.repeat(40) },
      finish_reason: 'stop',
    },
  ],
  usage: { prompt_tokens: 900, completion_tokens: 80, total_tokens: 980 },
}

const contestants = {
  upstream: serveUpstream,
  plain: servePlain,
  off: async () => await serveOurs({ HEADROOM_OPTIMIZE: '0' }),
  on: async () => await serveOurs({}),
  portkey: servePortkey,
  bareWorker: serveBareWorker,
  workerOff: async () => await serveWorker({ HEADROOM_OPTIMIZE: '0' }),
  workerOn: async () => await serveWorker({}),
}
process.send(await contestants[name]())
for (const end of ['disconnect', 'SIGTERM']) process.on(end, () => process.exit())

/** Reads a request whole and answers it, as a stream where it asks for one. */
async function serveUpstream() {
  const whole = Buffer.from(JSON.stringify(ANSWER))
  const events = Array.from({ length: 40 }, (_, at) => {
    const delta = { id: 'chatcmpl-1', choices: [{ index: 0, delta: { content: `word${at} ` } }] }
    return `data: ${JSON.stringify(delta)}\n\n`
  })
  const server = createServer((request, response) => {
    const { url } = request
    request.resume().on('end', () => {
      if (!url.includes('stream')) {
        response.writeHead(200, {
          'content-type': 'application/json',
          'content-length': whole.length,
        })
        response.end(whole)
        return
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      for (const event of events) response.write(event)
      response.end('data: [DONE]\n\n')
    })
  })
  return { base: await listening(server) }
}

/** The fastest plain pipe: chunks from one side to the other, headers as they came. */
async function servePlain() {
  const agent = new Agent({ connections: 500 })
  const origin = new URL(upstream).origin
  const server = createServer((request, response) => {
    const { host: _host, connection: _connection, ...headers } = request.headers
    agent.dispatch(
      { origin, path: request.url, method: request.method, headers, body: request },
      {
        onRequestStart() {},
        onResponseStart(_controller, status, given) {
          const { connection: _ours, 'transfer-encoding': _coded, ...kept } = given
          response.writeHead(status, kept)
        },
        onResponseData(controller, chunk) {
          if (response.write(chunk)) return
          controller.pause()
          response.once('drain', () => controller.resume())
        },
        onResponseEnd() {
          response.end()
        },
        onResponseError() {
          response.destroy()
        },
      },
    )
  })
  return { base: await listening(server) }
}

async function serveOurs(environment) {
  const directory = mkdtempSync(join(tmpdir(), 'headroom-bench-'))
  const flags = { port: '0', 'workspace-dir': directory, 'openai-api-url': upstream }
  const { url, token } = await serveProxy({ environment, flags })
  return { base: url, headers: { 'x-headroom-token': token } }
}

async function servePortkey() {
  if (!existsSync(gateway)) throw new Error('npm ci in test/bench/rivals comes first')
  const port = await freePort()
  const child = spawn(process.execPath, [gateway, '--headless', `--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, TRUSTED_CUSTOM_HOSTS: 'localhost,127.0.0.1' },
  })
  process.on('exit', () => child.kill())
  const headers = {
    'x-portkey-provider': 'openai',
    'x-portkey-custom-host': `${upstream}/v1`,
    authorization: 'Bearer sk-none',
  }
  return { base: `http://127.0.0.1:${port}`, headers, pid: child.pid }
}

/** Under the same `wrangler dev` as ours. */
async function serveBareWorker() {
  const port = await freePort()
  const wrangler = createRequire(import.meta.url).resolve('wrangler/package.json')
  const config = fileURLToPath(new URL('wrangler.jsonc', import.meta.url))
  runUntilExit(
    [
      join(dirname(wrangler), 'bin/wrangler.js'),
      ...['dev', '-c', config, '--ip', '127.0.0.1', '--port', `${port}`, '--inspector-port', '0'],
      ...['--var', `UPSTREAM:${upstream}`, '--show-interactive-dev-session=false'],
    ],
    { env: { CLOUDFLARE_CF_FETCH_ENABLED: 'false' } },
  )
  return await answering(`http://127.0.0.1:${port}`)
}

async function serveWorker(environment) {
  const port = await freePort()
  const token = 'of-this-bench'
  const script = fileURLToPath(new URL('../../../scripts/worker.mjs', import.meta.url))
  const state = mkdtempSync(join(tmpdir(), 'headroom-bench-'))
  runUntilExit([script, '--port', `${port}`, '--persist-to', state], {
    env: { HEADROOM_PROXY_TOKEN: token, OPENAI_TARGET_API_URL: upstream, ...environment },
  })
  return {
    ...(await answering(`http://127.0.0.1:${port}`)),
    headers: { 'x-headroom-token': token },
  }
}

/** In a group of its own, which ends with this process. */
function runUntilExit(command, { env }) {
  const child = spawn(process.execPath, command, {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, CI: '1', WRANGLER_SEND_METRICS: 'false', WRANGLER_LOG: 'warn', ...env },
  })
  process.on('exit', () => process.kill(-child.pid, 'SIGTERM'))
}

/** What a worker uses can't be told: its processes are wrangler's. */
async function answering(base) {
  while (
    !(await fetch(`${base}/livez`).then(
      () => true,
      () => false,
    ))
  ) {
    await new Promise((go) => setTimeout(go, 200))
  }
  return { base, pid: undefined }
}

async function listening(server) {
  // A connection must not close just as it is used again.
  server.keepAliveTimeout = 60_000
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${server.address().port}`
}

async function freePort() {
  const server = createSocketServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}
