// Texts of a few megabytes each, from real files; the same wherever the same packages are installed.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const packages = join(root, 'node_modules')
/** Of one file no more, so that no single file makes up a text. */
const MOST_OF_A_FILE = 150_000
const LENGTH = 2_500_000

/** The kinds of text that counting is timed on. */
export const KINDS = { json: jsonText, log: logText, code: codeText, prose: proseText }

/** Manifests, schemas and data of packages, as they are written. */
export function jsonText() {
  return joined(filesEndingIn('.json', /tiktoken|tokenizer|\.map$/))
}

/** Logs of real daemons, then lines of an application's log made here. */
export function logText() {
  const folder = join(root, 'test/fixtures/logs')
  const real = readdirSync(folder)
    .filter((name) => name.endsWith('.log'))
    .sort()
    .map((name) => readFileSync(join(folder, name), 'utf8'))
  return `${real.join('')}${applicationLog(LENGTH - real.join('').length)}`
}

/** JavaScript and TypeScript of packages, without what was minified. */
export function codeText() {
  return joined(filesEndingIn('.js', /\.min\.|tiktoken|tokenizer|typescript/).filter(isWrapped))
}

/** Readmes and changelogs of packages, without their code blocks. */
export function proseText() {
  const files = filesEndingIn('.md', /tokenizer/)
  return joined(files.map((text) => text.replaceAll(/^```[\s\S]*?^```/gm, '')))
}

function filesEndingIn(ending, except) {
  return readdirSync(packages, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !except.test(path.slice(packages.length)))
    .sort()
    .map((path) => readFileSync(path, 'utf8').slice(0, MOST_OF_A_FILE))
    .filter((text) => text.length > 500)
}

function isWrapped(text) {
  return text.length / text.split('\n').length < 120
}

/** Files from all over the list, since neighbours belong to one package; each once. */
function joined(texts) {
  const shuffled = texts
    .map((text, at) => ({ text, key: Math.imul(at, 0x9e3779b1) >>> 0 }))
    .sort((one, other) => one.key - other.key)
  const parts = []
  let length = 0
  for (const { text } of shuffled) {
    if (length >= LENGTH) break
    parts.push(text)
    length += text.length
  }
  return parts.join('\n')
}

/** Lines of a service: few templates, many values. */
function applicationLog(length) {
  const random = createRandom(11)
  const pick = (values) => values[Math.floor(random() * values.length)]
  const number = (below) => Math.floor(random() * below)
  const lines = []
  for (let size = 0, clock = 1_767_225_600_000; size < length; clock += number(900)) {
    const line = pick(LINES)({ pick, number, time: new Date(clock).toISOString() })
    lines.push(line)
    size += line.length + 1
  }
  return lines.join('\n')
}

const SERVICES = ['checkout', 'inventory', 'payments', 'search', 'session', 'shipping']
const LINES = [
  ({ pick, number, time }) =>
    `${time} INFO  [${pick(SERVICES)}-${number(24)}] request id=${hex(number)} method=${pick(['GET', 'POST', 'PUT'])} path=/api/v${1 + number(3)}/${pick(SERVICES)}/${number(90_000)} status=${pick([200, 200, 201, 304, 404])} duration=${number(4000) / 10}ms`,
  ({ pick, number, time }) =>
    `${time} DEBUG [${pick(SERVICES)}-${number(24)}] cache ${pick(['hit', 'miss'])} key=user:${number(500_000)}:profile ttl=${number(3600)}s`,
  ({ pick, number, time }) =>
    `${time} WARN  [${pick(SERVICES)}-${number(24)}] retry ${1 + number(5)} of 5 for upstream ${pick(SERVICES)}.internal:${8000 + number(100)} after ${number(3000)}ms: connection reset by peer`,
  ({ pick, number, time }) =>
    `${time} ERROR [${pick(SERVICES)}-${number(24)}] order ${number(1_000_000)} failed: insufficient stock for sku ${hex(number).slice(0, 6).toUpperCase()} (wanted ${1 + number(9)}, have ${number(3)})`,
]

function hex(number) {
  return number(2 ** 32)
    .toString(16)
    .padStart(8, '0')
}

/** mulberry32 (public domain). */
function createRandom(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
