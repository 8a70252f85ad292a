// The texts that compressing is timed on: fixtures, samples, TOON's shapes, and the same kinds grown large.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Every JSON and log text there is in the repository: `{ name, kind, file }`. */
export async function findTexts(scratch) {
  const folder = (path, ending, kind) =>
    readdirSync(join(root, path))
      .filter((name) => name.endsWith(ending))
      .map((name) => ({
        name: `${path.split('/').at(-1)}/${name}`,
        kind,
        file: join(root, path, name),
      }))
  return [
    ...folder('test/fixtures/logs', '.log', 'log'),
    ...folder('samples', '.log', 'log'),
    ...folder('samples', '.json', 'json'),
    ...(await toonTexts(scratch)),
  ]
}

async function toonTexts(scratch) {
  const outfile = join(scratch, 'toon.mjs')
  await build({
    entryPoints: [join(root, 'test/fixtures/toon/generate.ts')],
    bundle: true,
    format: 'esm',
    outfile,
    logLevel: 'error',
  })
  const { toonDataSets } = await import(outfile)
  return toonDataSets('efficiency').map(({ name, data }) => {
    const file = join(scratch, `${name}.json`)
    writeFileSync(file, JSON.stringify(data))
    return { name: `toon/${name}`, kind: 'json', file }
  })
}

/** Of each kind but JSON and logs, the largest real outputs and files of the labelled corpus. */
export function findOtherTexts(scratch, most) {
  const corpus = brotliDecompressSync(
    readFileSync(join(root, 'test/fixtures/detection/open.jsonl.br')),
  )
  const lines = corpus.toString('utf8').trimEnd().split('\n')
  const texts = lines.map((line) => JSON.parse(line))
  const kinds = [...new Set(texts.map(({ kind }) => kind))].filter(
    (kind) => kind !== 'json' && kind !== 'log',
  )
  return kinds.sort().flatMap((kind) =>
    texts
      .filter((one) => one.kind === kind)
      .sort((a, b) => b.text.length - a.text.length || (a.name < b.name ? -1 : 1))
      .slice(0, most)
      .map(({ name, text }, at) => {
        const file = join(scratch, `${kind}-${at}.txt`)
        writeFileSync(file, text)
        return { name: `${kind}/${name}`, kind, file }
      }),
  )
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

/** A text of that kind of about so many bytes, in a file; always the same. */
export function growText({ kind, bytes, scratch }) {
  const file = join(scratch, `${kind}-${bytes}.txt`)
  if (existsSync(file)) return file
  mkdirSync(scratch, { recursive: true })
  const unit = kind === 'log' ? logLine() : jsonRow()
  const parts = []
  for (let size = 0, index = 0; size < bytes; index++) {
    const part = unit(index)
    parts.push(part)
    size += part.length + 1
  }
  writeFileSync(file, kind === 'log' ? `${parts.join('\n')}\n` : `[${parts.join(',')}]`)
  return file
}

/** A real web server's log that goes on: its own lines, with the clock and the numbers moving. */
function logLine() {
  const random = createRandom(5)
  const lines = readFileSync(join(root, 'test/fixtures/logs/nginx.log'), 'utf8')
    .trimEnd()
    .split('\n')
  return (index) => {
    const second = Math.floor(index / 7)
    const clock = [Math.floor(second / 3600) % 24, Math.floor(second / 60) % 60, second % 60]
      .map((part) => String(part).padStart(2, '0'))
      .join(':')
    return lines[Math.floor(random() * lines.length)]
      .replace(/:\d\d:\d\d:\d\d /, `:${clock} `)
      .replace(/orders\/\d+/, () => `orders/${1000 + Math.floor(random() * 9000)}`)
      .replace(/" (\d{3}) \d+ "/, (_, status) => `" ${status} ${Math.floor(random() * 9000)} "`)
      .replace(/rt=[\d.]+/, () => `rt=${(random() / 5).toFixed(3)}`)
  }
}

/** Rows as an API lists them: nested, some with an optional part, identifiers and times. */
function jsonRow() {
  const random = createRandom(6)
  const below = (limit) => Math.floor(random() * limit)
  const hex = (digits) => Array.from({ length: digits }, () => below(16).toString(16)).join('')
  return (index) =>
    JSON.stringify({
      id: 40_000 + index,
      uid: `${hex(8)}-${hex(4)}-${hex(12)}`,
      state: ['open', 'closed', 'merged'][below(3)],
      title: `Fix ${['timeout', 'crash', 'leak', 'race'][below(4)]} in ${['parser', 'worker', 'cache'][below(3)]} ${below(900)}`,
      url: `https://api.example.test/repos/shop/api/issues/${40_000 + index}`,
      user: { login: ['ada', 'bo', 'chidi', 'dara'][below(4)], site_admin: false },
      comments: below(40),
      score: Number(random().toFixed(4)),
      created_at: new Date(1_767_225_600_000 + index * 61_000).toISOString(),
      ...(below(3) === 0 && { closed_by: { login: 'bo', at: 1_767_225_600 + index } }),
    })
}
