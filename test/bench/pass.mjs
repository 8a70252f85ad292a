// One process of the bench: goes over some texts with one contestant, each byte once, then again warm.
//
//   node pass.mjs <gpt-tokenizer|safe|balanced> <first> <warm passes> <file …>
//
// `first` is the place in the list to begin at, so that over several processes no text always comes first.
// Prints JSON: milliseconds of the first pass and the median warm pass, per file, by the clock and of
// processor time; the second says more on a machine that has other things to do.
import { readFileSync } from 'node:fs'

const [contestant, first, passes, ...files] = process.argv.slice(2)
const run = await contestantNamed(contestant)
const order = files.map((_, at) => files[(at + Number(first)) % files.length])
const texts = new Map(order.map((file) => [file, readFileSync(file, 'utf8')]))
await run('{"primed": [1, 2, 3]}\n'.repeat(40))

const times = {}
for (const file of order) times[file] = { first: await timed(texts.get(file)) }
for (const file of order) {
  const warm = []
  for (let pass = 0; pass < Number(passes); pass++) warm.push(await timed(texts.get(file)))
  times[file].warm = { clock: median(warm, 'clock'), processor: median(warm, 'processor') }
}
process.stdout.write(JSON.stringify(times))

async function timed(text) {
  const used = process.cpuUsage()
  const start = performance.now()
  await run(text)
  const clock = performance.now() - start
  const { user, system } = process.cpuUsage(used)
  return { clock, processor: (user + system) / 1000 }
}

function median(runs, of) {
  const sorted = runs.map((run) => run[of]).sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

async function contestantNamed(name) {
  if (name === 'gpt-tokenizer') {
    const { countTokens } = await import('gpt-tokenizer/encoding/o200k_base')
    const plain = { disallowedSpecial: new Set() }
    return (text) => countTokens(text, plain)
  }
  const { createHeadroom } = await import('headroom-edge')
  const headroom = await createHeadroom({ store: 'memory' })
  const options = { model: 'gpt-4o', preset: name, recall: name !== 'safe' }
  return (text) => headroom.compress([{ role: 'tool', tool_call_id: 'c', content: text }], options)
}
