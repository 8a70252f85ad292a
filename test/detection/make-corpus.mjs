// Makes the labelled corpus that detection is measured on: real outputs of real commands and real files. A text's
// label is what the table in commands/ says of the command that made it, whatever the text looks like.
//
//   bash test/detection/scene.sh /srv/app
//   node test/detection/make-corpus.mjs open|frozen [--only kind] [--raw folder]
//
// Writes test/fixtures/detection/<set>.jsonl.br; with --raw also each text, whole, as folder/<kind>/<name>.txt.
import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import { kinds } from './commands/index.mjs'
import { neutral, root } from './neutral.mjs'

const [set = 'open'] = process.argv.slice(2)
const option = (name) => {
  const at = process.argv.indexOf(`--${name}`)
  return at === -1 ? undefined : process.argv[at + 1]
}
const SCENE = '/srv/app'
/** Characters: shorter outputs are never compressed; longer ones add size and no new question. */
const SHORTEST = 200
const LONGEST = 12_000
const EVERY_LONG = 6
const LONGEST_OF_ALL = 40_000
const LONGEST_JSON = 120_000
const PATIENCE = 60_000
/** What a shell says instead of running a command; the one look at a text, and it only drops it. */
const NOT_RUN = /command not found|No such file or directory|Permission denied|can't open file/
const LONGEST_FAILURE = 600

const raw = option('raw')
const only = option('only')
const entries = []
for (const kind of Object.keys(kinds)) {
  if (only === undefined || only === kind) entries.push(...runAll(kind))
}
if (raw === undefined) writeCorpus(entries)
process.stdout.write(`${summary(entries)}\n`)

function runAll(kind) {
  return kinds[kind][set].flatMap(({ tool, dir = '.', also, commands }) =>
    commands.flatMap((command, at) => {
      const text = run(command, dir)
      const name = `${tool}-${at + 1}`
      if (text.length < SHORTEST || (text.length < LONGEST_FAILURE && NOT_RUN.test(text))) {
        process.stderr.write(`too short, or not run: ${kind} ${name}: ${command.slice(0, 90)}\n`)
        return []
      }
      if (raw !== undefined) writeRaw({ kind, name, command, text })
      return [{ name, tool, kind, ...(also && { also }), command: neutral(command), text }]
    }),
  )
}

/** What a coding agent would be shown: both streams in one, as they came. */
function run(command, dir) {
  const { stdout } = spawnSync('bash', ['-c', `exec 2>&1; ${command}`], {
    cwd: dir.startsWith('/') ? dir : join(SCENE, dir),
    timeout: PATIENCE,
    maxBuffer: 64_000_000,
    stdio: ['ignore', 'pipe', 'ignore'],
    env: {
      ...process.env,
      COLUMNS: '120',
      NPM_CONFIG_USERCONFIG: '/dev/null',
      PAGER: 'cat',
      GIT_PAGER: 'cat',
      SCENE,
      EDGE: root,
      TERM: 'dumb',
      NO_COLOR: '1',
      TZ: 'UTC',
    },
  })
  return neutral((stdout ?? Buffer.alloc(0)).toString('utf8'))
}

function writeRaw({ kind, name, command, text }) {
  mkdirSync(join(raw, kind), { recursive: true })
  writeFileSync(join(raw, kind, `${name}.txt`), text.slice(0, 2_000_000))
  writeFileSync(join(raw, kind, 'COMMANDS'), `${name}.txt\t${command}\n`, { flag: 'a' })
}

/** Cut off, JSON would be none. */
function isJson({ kind, also = [] }) {
  return kind === 'json' || also.includes('json')
}

/** At a line's end where there is one: a cut-off line would be a question of its own. */
function cut(text, longest) {
  if (text.length <= longest) return text
  const end = text.lastIndexOf('\n', longest)
  return text.slice(0, end < longest / 2 ? longest : end + 1)
}

function writeCorpus(all) {
  const lines = all.flatMap(({ text, ...entry }, at) => {
    const longest = at % EVERY_LONG === 0 ? LONGEST_OF_ALL : LONGEST
    if (!isJson(entry)) return JSON.stringify({ ...entry, text: cut(text, longest) })
    return text.length > LONGEST_JSON ? [] : JSON.stringify({ ...entry, text })
  })
  const bytes = brotliCompressSync(Buffer.from(`${lines.join('\n')}\n`), {
    params: { [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_QUALITY]: 11 },
  })
  const folder = fileURLToPath(new URL('../fixtures/detection/', import.meta.url))
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${set}.jsonl.br`), bytes)
  process.stdout.write(`${set}.jsonl.br: ${all.length} texts, ${bytes.length} bytes\n`)
}

function summary(all) {
  const counts = new Map()
  for (const { kind } of all) counts.set(kind, (counts.get(kind) ?? 0) + 1)
  return [...counts].map(([kind, count]) => `${kind} ${count}`).join(', ')
}
