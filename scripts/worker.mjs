// `npm run worker [-- --port N --persist-to DIR]`: the HTTP door in workerd, offline, on the loopback
// device. Originals live in .wrangler/, apart for every release of workerd, since an older one
// cannot read what a newer one has written.

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const SETTING = /^HEADROOM_(?!HOME$|EVAL_|TEST_)|_TARGET_API_URL$/

/** What programs need of an environment; the rest of it is none of the worker's business. */
const SYSTEM = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SYSTEMROOT', 'NODE_EXTRA_CA_CERTS']

/** Milliseconds that a proxy on this machine is given to say that it lives. */
const PATIENCE = 2000
/** Milliseconds that what is under way is given when the worker is told to stop. */
const LAST_WORDS = 5000

const root = fileURLToPath(new URL('..', import.meta.url))
const require = createRequire(import.meta.url)
const wranglerPackage = require.resolve('wrangler/package.json')
const workerd = createRequire(wranglerPackage).resolve('workerd/package.json')
const { version } = JSON.parse(readFileSync(workerd, 'utf8'))

try {
  await main(optionsIn(process.argv.slice(2)))
} catch (error) {
  console.error(`npm run worker: ${error.message}`)
  process.exitCode = 1
}

function optionsIn(args) {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: 'string', default: '8787' },
      'persist-to': { type: 'string', default: join(root, '.wrangler', `workerd-${version}`) },
    },
  })
  const port = /^\d{1,5}$/.test(values.port) ? Number(values.port) : 0
  if (port < 1 || port > 65_535) throw new Error(`--port takes 1 to 65535, got "${values.port}"`)
  return { port, state: resolve(values['persist-to']) }
}

async function main({ port, state }) {
  const url = `http://127.0.0.1:${port}`
  await refuseTakenPort(port, url)
  await refuseTakenState(state)
  const token = process.env.HEADROOM_PROXY_TOKEN ?? ownToken()
  const child = start(port, state, token)
  let isStopping = false
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (!isStopping) end(child)
      isStopping = true
    })
  }
  const ended = once(child, 'exit')
  const isUp = await Promise.race([answers(url, child), ended.then(() => false)])
  if (isUp) {
    const note = noteIn(state)
    writeFileSync(note, JSON.stringify({ pid: process.pid, url }), { mode: 0o600 })
    console.log(greeting(url, token))
    await ended
    rmSync(note, { force: true })
  }
  const [code] = await ended
  if (!isStopping) throw new Error(`workerd ended by itself${code ? ` (${code})` : ''}`)
}

/**
 * In a process group of its own, so that all that it starts can be ended with it, and with nothing else.
 * Settings travel in the environment: a command line is there for everyone to read, secrets included.
 */
function start(port, state, token) {
  const needed = Object.entries(process.env).filter(
    ([name]) => SETTING.test(name) || SYSTEM.includes(name),
  )
  return spawn(
    process.execPath,
    [
      join(dirname(wranglerPackage), 'bin/wrangler.js'),
      'dev',
      ...['--ip', '127.0.0.1', '--port', String(port), '--inspector-port', '0'],
      ...['--persist-to', state, '--show-interactive-dev-session=false'],
    ],
    {
      cwd: root,
      detached: true,
      env: {
        ...Object.fromEntries(needed),
        HEADROOM_PROXY_TOKEN: token,
        CLOUDFLARE_INCLUDE_PROCESS_ENV: 'true',
        WRANGLER_LOG_PATH: join('.wrangler', 'logs'),
        WRANGLER_SEND_METRICS: 'false',
        WRANGLER_HIDE_BANNER: 'true',
        // Each request would be told by its address, which holds the token.
        WRANGLER_LOG: 'warn',
        CLOUDFLARE_CF_FETCH_ENABLED: 'false',
        CI: '1',
      },
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  )
}

/** The whole group; what does not go is made to. */
function end(child) {
  const tell = (signal) => {
    try {
      process.kill(-child.pid, signal)
    } catch {
      // Nothing of it is left.
    }
  }
  tell('SIGTERM')
  const timer = setTimeout(() => tell('SIGKILL'), LAST_WORDS)
  child.once('exit', () => {
    clearTimeout(timer)
    tell('SIGKILL')
  })
}

async function answers(url, child) {
  while (child.exitCode === null && child.signalCode === null) {
    if (await isProxy(url)) return true
    await new Promise((go) => setTimeout(go, 100))
  }
  return false
}

/** True for what answers as a proxy does to who has no token; the token is not shown to a stranger. */
async function isProxy(url) {
  try {
    const response = await fetch(`${url}/livez`, { signal: AbortSignal.timeout(PATIENCE) })
    return response.status === 401 && (await response.text()).includes('x-headroom-token')
  } catch {
    return false
  }
}

/** wrangler would wait, or take another port without a word. */
async function refuseTakenPort(port, url) {
  const error = await errorOf(port)
  if (error === undefined) return
  if (error.code !== 'EADDRINUSE') throw new Error(`port ${port} can't be opened: ${error.code}`)
  const who = (await isProxy(url)) ? 'a proxy is running there already' : 'by another program'
  throw new Error(`port ${port} is taken, ${who}; take another with --port`)
}

/** Why a port can't be listened on; `undefined` where it can. */
async function errorOf(port) {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch (error) {
    return error
  }
  await new Promise((done) => server.close(done))
  return undefined
}

/** Two processes must not write one database. What a killed worker left behind does not count. */
async function refuseTakenState(state) {
  const note = noteIn(state)
  mkdirSync(state, { recursive: true })
  if (!existsSync(note)) return
  const { pid, url } = readNote(note)
  // Asked, a busy one might not answer in time.
  if (isAlive(pid) && (await errorOf(Number(new URL(url).port))) !== undefined) {
    throw new Error(`the worker on ${url} uses ${state}; give this one its own with --persist-to`)
  }
  rmSync(note, { force: true })
}

function noteIn(state) {
  return join(state, 'headroom-worker.json')
}

/** What can't be read says nothing. */
function readNote(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return {}
  }
}

function isAlive(pid) {
  try {
    return Number.isInteger(pid) && process.kill(pid, 0)
  } catch {
    return false
  }
}

/** This installation's token, made when first needed. */
function ownToken() {
  const path = join(root, '.wrangler', 'token')
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600 })
  }
  return readFileSync(path, 'utf8').trim()
}

function greeting(url, token) {
  const base = `${url}/t/${token}`
  return `
headroom is listening on ${url}, in workerd; the token is part of these addresses:

  Claude Code    ANTHROPIC_BASE_URL=${base} claude
  OpenAI SDKs    OPENAI_BASE_URL=${base}/v1
  Codex          [model_providers.headroom] base_url = "${base}/v1"
  Gemini CLI     GOOGLE_GEMINI_BASE_URL=${base} gemini

  In a browser   ${url}/#token=${encodeURIComponent(token)}
  What it does   curl -H 'x-headroom-token: ${token}' ${url}/stats
Nothing leaves this machine but the requests themselves. Ctrl-C stops it.
`
}
