// Makes test/fixtures/logs/*.log: runs sixteen daemons on loopback, drives each with bounded ordinary
// traffic and keeps its own log. Needs root on Debian 12 and the packages named in the fixtures' README.
//
//   node scripts/make-service-logs.mjs [--seconds 75] [--out test/fixtures/logs] [name …]
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import http from 'node:http'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { dataDaemons } from './service-logs/data.mjs'
import { networkDaemons } from './service-logs/network.mjs'
import { createRandom } from './service-logs/traffic.mjs'
import { webDaemons } from './service-logs/web.mjs'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '75' },
    out: { type: 'string', default: 'test/fixtures/logs' },
  },
})
const all = [...webDaemons, ...dataDaemons, ...networkDaemons]
const daemons =
  positionals.length === 0 ? all : all.filter(({ name }) => positionals.includes(name))
/** As much of a log as is kept, cut at a line. */
const MOST_BYTES = 80_000

const work = mkdtempSync(join(tmpdir(), 'service-logs-'))
chmodSync(work, 0o755)
const children = []
const runIn =
  (dir) =>
  (command, args, { to } = {}) => {
    const sink =
      to === undefined ? openSync(join(dir, 'stdio.txt'), 'a') : openSync(join(dir, to), 'a')
    const child = spawn(command, args, {
      cwd: dir,
      stdio: ['ignore', sink, sink],
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: 'UTC', HOME: dir },
    })
    child.on('error', (error) => process.stderr.write(`${command}: ${error.message}\n`))
    children.push(child)
  }
const exec = (command, args) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: 'ignore',
      env: { PATH: process.env.PATH, LANG: 'C.UTF-8', TZ: 'UTC' },
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), 10_000)
    child.on('error', resolve).on('exit', () => {
      clearTimeout(timer)
      resolve()
    })
  })
const as = (user, command, args) =>
  execFileSync(
    'setpriv',
    [`--reuid=${user}`, `--regid=${user}`, '--init-groups', command, ...args],
    { stdio: 'ignore', cwd: '/' },
  )

/** What proxies stand in front of: odd sizes and times, now and then an error; the last port goes down for a while. */
function startOrigins(random, seconds) {
  return [8090, 8091, 8092].map((port, index) => {
    const server = http.createServer((request, answer) => {
      request.resume()
      const delay = random.chance(0.1) ? random.between(80, 900) : random.between(1, 40)
      setTimeout(() => answerAsOrigin(random, request, answer), delay)
    })
    server.listen(port, '127.0.0.1')
    if (index === 2) setTimeout(() => restart(server, port), seconds * 400)
    return server
  })
}

function restart(server, port) {
  server.close(() => setTimeout(() => server.listen(port, '127.0.0.1'), 6000))
  server.closeAllConnections()
}

function answerAsOrigin(random, request, answer) {
  const status = statusFor(random, request)
  const cacheable = request.method === 'GET' && status === 200
  answer.writeHead(status, {
    'content-type': 'application/json',
    ...(cacheable ? { 'cache-control': 'max-age=20' } : {}),
  })
  answer.end('x'.repeat(random.between(40, 9000)))
}

function statusFor(random, { url, method }) {
  if (url === '/healthz') return 200
  if (random.chance(0.03)) return 500
  if (random.chance(0.06)) return 404
  return method === 'POST' ? 201 : 200
}

/** sshd and haproxy speak syslog; this one listens on loopback and on /dev/log. */
function startSyslog() {
  const dir = join(work, 'syslog')
  mkdirSync(dir)
  const syslog = { port: 5514, file: join(dir, 'all.log') }
  const socket = existsSync('/dev/log')
    ? ''
    : 'module(load="imuxsock" SysSock.Use="on" SysSock.Name="/dev/log")'
  writeFileSync(
    join(dir, 'rsyslog.conf'),
    `${socket}\nmodule(load="imudp")\ninput(type="imudp" address="127.0.0.1" port="${syslog.port}")\n*.* action(type="omfile" file="${syslog.file}" template="RSYSLOG_TraditionalFileFormat")\n`,
  )
  runIn(dir)('rsyslogd', ['-n', '-f', join(dir, 'rsyslog.conf'), '-i', join(dir, 'pid')])
  return syslog
}

/** This machine's name and scratch paths say nothing about the log. */
function scrub(text, dir) {
  return text
    .replaceAll(dir, '/srv/app')
    .replaceAll(work, '/srv')
    .replace(new RegExp(`\\b${hostname()}\\b`, 'g'), 'host1')
}

function keep({ name }, { dir, log, only }) {
  const path = log ?? join(dir, `${name}.log`)
  if (!existsSync(path)) return `${name}: no log; see ${dir}`
  const lines = scrub(readFileSync(path, 'latin1'), dir)
    .split('\n')
    .filter((line) => only === undefined || only.test(line))
  let text = lines.join('\n')
  if (text.length > MOST_BYTES) text = text.slice(0, text.lastIndexOf('\n', MOST_BYTES) + 1)
  writeFileSync(join(values.out, `${name}.log`), text.endsWith('\n') ? text : `${text}\n`, 'latin1')
  return `${name}: ${text.length} bytes, ${text.split('\n').length - 1} lines`
}

/** Children of children too: every process started here leads or belongs to one of these trees. */
function descendants(pid) {
  const own = spawnSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' })
    .stdout.split(/\s+/)
    .filter(Boolean)
    .map(Number)
  return own.flatMap((child) => [child, ...descendants(child)])
}

async function stop() {
  const pids = children.flatMap(({ pid }) => (pid === undefined ? [] : [pid, ...descendants(pid)]))
  const signal = (name) => {
    for (const pid of pids) {
      try {
        process.kill(pid, name)
      } catch {
        // gone already
      }
    }
  }
  signal('SIGTERM')
  await sleep(3000)
  signal('SIGKILL')
}

/** Daemons must not outlive this process, however it ends. */
for (const name of ['uncaughtException', 'unhandledRejection', 'SIGINT', 'SIGTERM']) {
  process.on(name, async (cause) => {
    process.stderr.write(`${name}: ${cause instanceof Error ? cause.stack : cause}\n`)
    await stop()
    process.exit(1)
  })
}

const seconds = Number(values.seconds)
mkdirSync(values.out, { recursive: true })
const origins = startOrigins(createRandom(7), seconds)
const syslog = startSyslog()
const bin = join(
  '/usr/lib/postgresql',
  existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').sort().at(-1) : '',
  'bin',
)
const running = daemons.map((daemon) => {
  const dir = join(work, daemon.name)
  mkdirSync(dir)
  chmodSync(dir, 0o755)
  const context = {
    dir,
    bin,
    as,
    exec,
    syslog,
    run: runIn(dir),
    random: createRandom(1000 + all.indexOf(daemon)),
  }
  return { daemon, context: { ...context, ...daemon.start(context) } }
})
await sleep(5000)
const until = Date.now() + seconds * 1000
await Promise.all(running.map(({ daemon, context }) => daemon.traffic({ ...context, until })))
await sleep(1000)
await stop()
for (const server of origins) server.close()
for (const { daemon, context } of running) process.stdout.write(`${keep(daemon, context)}\n`)
if (process.env.KEEP_SERVICE_LOGS === undefined) rmSync(work, { recursive: true, force: true })
process.exit(0)
