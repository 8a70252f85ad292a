// Ordinary, bounded traffic to 127.0.0.0/8: seeded choices, human pauses, several client addresses.
import { createSocket } from 'node:dgram'
import http from 'node:http'
import net from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** mulberry32 (public domain): a small generator, so that two runs make the same choices. */
export function createRandom(seed) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit) => Math.floor(next() * limit)
  return {
    below,
    between: (low, high) => low + below(high - low + 1),
    chance: (share) => next() < share,
    pick: (list) => list[below(list.length)],
    /** Picks small indices more often, as real pages, users and keys are. */
    pickSkewed: (list) => list[Math.floor(next() ** 2.2 * list.length)],
    hex: (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join(''),
  }
}

const addresses = Array.from({ length: 23 }, (_, i) => `127.0.${1 + (i % 4)}.${11 + i * 7}`)
const browsers = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15',
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1',
]
const programs = ['python-requests/2.31.0', 'okhttp/4.12.0', 'curl/7.88.1', 'axios/1.7.2']
const pages = [
  '/',
  '/pricing',
  '/docs/',
  '/docs/install',
  '/docs/configuration',
  '/blog/',
  '/blog/release-2-4',
  '/login',
  '/account',
  '/search?q=timeout',
  '/status',
  '/contact',
  '/careers',
]
const assets = [
  '/assets/app.3f9c1e.js',
  '/assets/app.77ab02.css',
  '/assets/vendor.e01d55.js',
  '/img/logo.svg',
  '/img/hero.webp',
  '/favicon.ico',
  '/fonts/inter.woff2',
]
const probes = [
  '/wp-login.php',
  '/.env',
  '/admin/',
  '/phpmyadmin/index.php',
  '/robots.txt',
  '/xmlrpc.php',
  '/old/index.html',
]
export const site = { pages, assets, probes }

/** Runs `step` until the time or the number of steps is used up, with pauses drawn between. */
export async function repeat({ until, most, pause, random }, step) {
  for (let count = 0; count < most && Date.now() < until; count++) {
    await step(count)
    await sleep(
      random.chance(0.2) ? random.between(pause, pause * 4) : random.between(pause / 10, pause),
    )
  }
}

/** One request; failures are part of ordinary traffic and are not reported. */
export function visit({ port, path, from, method = 'GET', headers = {}, body, timeout = 4000 }) {
  return new Promise((resolve) => {
    const request = http.request(
      { host: '127.0.0.1', port, path, method, headers, localAddress: from, timeout, agent: false },
      (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode)).on('error', () => resolve(0))
      },
    )
    request.on('timeout', () => request.destroy()).on('error', () => resolve(0))
    request.end(body)
  })
}

/** A visitor: a page with its assets, an API call, a probe, or a health check. */
export async function browse({ port, random, host = 'www.example.test', viaProxy = false }) {
  const kind = random.below(100)
  const visitor = {
    random,
    port,
    host,
    from: random.pickSkewed(addresses),
    agent: agentFor(kind, random),
    base: viaProxy ? `http://${host}:8090` : '',
  }
  if (kind < 45) await readPage(visitor)
  else if (kind < 80) await callApi(visitor)
  else if (kind < 90) await ask(visitor, '/healthz')
  else await ask(visitor, random.pick(probes))
}

function agentFor(kind, random) {
  if (kind >= 80 && kind < 90) return 'kube-probe/1.29'
  return random.pickSkewed(kind < 45 ? browsers : [...programs, ...browsers])
}

function ask({ port, from, host, agent, base }, path, more = {}) {
  const headers = { host, 'user-agent': agent, ...more.headers }
  return visit({ port, from, path: base + path, ...more, headers })
}

async function readPage(visitor) {
  const { random } = visitor
  const page = random.pickSkewed(pages)
  const home = 'https://www.example.test'
  await ask(visitor, page, { headers: random.chance(0.4) ? { referer: `${home}/` } : {} })
  for (const asset of assets.slice(0, random.below(4))) {
    const seen = random.chance(0.3) ? { 'if-modified-since': 'Tue, 01 Jan 2030 00:00:00 GMT' } : {}
    await ask(visitor, asset, { headers: { referer: home + page, ...seen } })
  }
}

async function callApi(visitor) {
  const { random } = visitor
  const id = random.between(1000, 9999)
  const path = random.pick([
    `/api/v1/orders/${id}`,
    `/api/v1/users/${id % 97}`,
    `/api/v1/orders?page=${id % 12}&size=50`,
    '/api/v1/session',
  ])
  const method = random.pickSkewed(['GET', 'GET', 'POST', 'PUT', 'DELETE'])
  const body = JSON.stringify({ id, note: random.hex(random.between(4, 40)) })
  await ask(visitor, path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { body }),
  })
}

/** Talks line by line: waits for some answer after each line that is sent. */
export function converse({ port, from, lines, greeting = false, timeout = 5000 }) {
  return new Promise((resolve) => {
    const socket = net.connect({ host: '127.0.0.1', port, localAddress: from })
    const rest = [...lines]
    const next = () => (rest.length === 0 ? socket.end() : socket.write(rest.shift()))
    socket.setTimeout(timeout, () => socket.destroy())
    socket.on('connect', () => greeting || next()).on('data', next)
    socket.on('error', () => resolve()).on('close', () => resolve())
  })
}

/** One DNS question; the answer is awaited, not read. `type` is the number of the record type. */
export function askName({ port, from, name, type }) {
  const labels = name
    .split('.')
    .map((label) => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)]))
  const head = Buffer.from([(name.length * 31) & 255, type, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0])
  const packet = Buffer.concat([head, ...labels, Buffer.from([0, type >> 8, type & 255, 0, 1])])
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    const done = () => {
      clearTimeout(timer)
      socket.close(() => resolve())
    }
    const timer = setTimeout(done, 1500)
    socket.on('message', done).on('error', done)
    socket.bind(0, from, () => socket.send(packet, port, '127.0.0.1'))
  })
}

export const clientAddresses = addresses
