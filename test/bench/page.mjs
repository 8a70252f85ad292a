// `npm run bench:page`: from click to result for 100 KB of JSON, in the plain-HTML example in Chromium, beside the
// same call in Node. Both have done the same work before; every text is new to both. They take turns.

import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { createHeadroom } from '../../dist/runtime-node/index.js'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { fixed, markdown, median } from './tables.mjs'

const ROUNDS = Number(process.env.ROUNDS ?? 40)
const WARMING = Number(process.env.WARMING ?? 40)
const BYTES = 100_000
/** What the page may take, in times of Node's. */
const TARGET = 1.5

const root = fileURLToPath(new URL('../..', import.meta.url))
const site = await serve()
const browser = await chromium.launch(findChromium())
const page = await browser.newPage()
await page.goto(`${site.base}/`)
await page.waitForFunction(() => !document.getElementById('compress').disabled)
const headroom = await createHeadroom({ store: 'memory' })

const [inPage, inNode] = [[], []]
for (let round = -WARMING; round < ROUNDS; round++) {
  const text = answer(round + WARMING)
  const shown = await clicked(text)
  const start = performance.now()
  const { messages } = await headroom.compress([{ role: 'tool', content: text }])
  const took = performance.now() - start
  if (messages[0].content !== shown.result) throw new Error('page and Node differ')
  if (round < 0) continue
  inPage.push(shown.took)
  inNode.push(took)
}
await browser.close()
site.stop()

const ratio = median(inPage) / median(inNode)
const table = markdown(
  ['', 'median, ms', 'fastest, ms'],
  [
    ['in the page, from click to result', inPage],
    ['the same call in Node', inNode],
  ].map(([name, times]) => [name, fixed(median(times), 1), fixed(Math.min(...times), 1)]),
)
const report = `# From click to result

100 KB of JSON in the plain-HTML example in Chromium, compressed in its Web Worker, beside the same call in Node ${process.version}: ${ROUNDS} texts new to both, after ${WARMING} others.

${table}

The page takes ${fixed(ratio, 2)} times as long; at most ${TARGET} are wanted.
`
await writeFile(new URL('results/page.md', import.meta.url), report)
console.log(report)
process.exit(ratio <= TARGET ? 0 : 1)

/** Milliseconds until what a model reads stands in the page, and what that is. */
async function clicked(text) {
  return await page.evaluate(async (given) => {
    const byId = (id) => document.getElementById(id)
    byId('text').value = given
    byId('result').value = ''
    const done = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect()
        resolve()
      })
      observer.observe(byId('figures'), { childList: true, characterData: true, subtree: true })
    })
    const start = performance.now()
    byId('compress').click()
    await done
    return { took: performance.now() - start, result: byId('result').value }
  }, text)
}

/** What an interface might answer: rows alike, and never twice the same. */
function answer(seed) {
  const rows = []
  for (let at = 0, size = 0; size < BYTES; at++) {
    const row = {
      id: seed * 10_000 + at,
      name: `user ${(at * 7919 + seed * 31) % 9973}`,
      email: `u${(at * 104_729 + seed) % 99_991}@example.com`,
      role: ['viewer', 'editor', 'owner'][(at + seed) % 3],
      created: new Date(1_700_000_000_000 + at * 86_413_000 + seed * 977_000).toISOString(),
      score: ((at * 31 + seed * 17) % 1000) / 10,
    }
    rows.push(row)
    size += JSON.stringify(row).length + 1
  }
  return JSON.stringify(rows)
}

/** The example, with the package's folder beside it. */
async function serve() {
  const types = {
    '.html': 'text/html; charset=utf-8',
    '.js': 'text/javascript',
    '.css': 'text/css',
    '.wasm': 'application/wasm',
  }
  const server = createServer(async ({ url = '/' }, response) => {
    const path = normalize(new URL(url, 'http://localhost').pathname)
    const beside = '/headroom-edge/'
    const file = path.startsWith(beside)
      ? join(root, path.slice(beside.length))
      : join(root, 'playground/examples/embed', path === '/' ? 'index.html' : path)
    try {
      const bytes = await readFile(file)
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream')
      response.end(bytes)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { base: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() }
}
