// `node test/bench/sessions/record.mjs [NAME …]`: has the agents of record/ do their work again, on the packages that are
// installed, and keeps what they did and read in recorded/.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { commander } from './record/commander.mjs'
import { pino } from './record/pino.mjs'
import { undici } from './record/undici.mjs'
import { ws } from './record/ws.mjs'
import { zod } from './record/zod.mjs'

const all = { commander, pino, undici, ws, zod }
const asked = process.argv.slice(2)
const folder = fileURLToPath(new URL('./recorded/', import.meta.url))
mkdirSync(folder, { recursive: true })
for (const name of asked.length > 0 ? asked : Object.keys(all)) {
  const session = record(name, all[name])
  const packed = gzipSync(JSON.stringify(session), { level: 9 })
  writeFileSync(`${folder}${name}.json.gz`, packed)
  process.stdout.write(`${name}: ${session.turns.length} turns, ${packed.length} bytes\n`)
}

function record(name, { package: path, format, movesMarkers = false, task, record: work }) {
  const manifest = new URL(`../../../node_modules/${path}/package.json`, import.meta.url)
  const { version, license } = JSON.parse(readFileSync(manifest, 'utf8'))
  return { name, version, license, format, movesMarkers, task, ...work() }
}
