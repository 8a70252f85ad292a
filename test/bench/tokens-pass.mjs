// One process of the bench: one contestant over one text, each byte once, then again warm.
//
//   node tokens-pass.mjs <contestant> <file> <warm passes>
//
// Prints JSON: tokens, milliseconds until the first count, bytes per second of the first pass and the median warm one.
import { readFileSync } from 'node:fs'
import { contestants } from './tokens-contestants.mjs'

/** Characters counted in one call: a message, or a file that a tool has read. */
const CALL = 65_536

const [name, file, passes] = process.argv.slice(2)
const text = readFileSync(file, 'utf8')
const bytes = Buffer.byteLength(text)
const parts = inParts(text)

const beginning = performance.now()
const count = await contestants()[name]()
count('ready')
const startUp = performance.now() - beginning

const first = timedPass()
const warm = Array.from({ length: Number(passes) }, timedPass).sort(
  (one, other) => one.speed - other.speed,
)
const { tokens, speed } = first
process.stdout.write(
  JSON.stringify({
    bytes,
    tokens,
    startUp,
    first: speed,
    warm: warm[warm.length >> 1]?.speed ?? 0,
  }),
)

function timedPass() {
  const start = performance.now()
  let tokens = 0
  for (const part of parts) tokens += count(part)
  return { tokens, speed: (bytes / (performance.now() - start)) * 1000 }
}

/** Whole lines, where lines are not too long. */
function inParts(whole) {
  const found = []
  for (let from = 0; from < whole.length; ) {
    const line = whole.lastIndexOf('\n', from + CALL) + 1
    const to = from + CALL >= whole.length ? whole.length : line > from ? line : from + CALL
    // Joined with nothing, a part becomes a flat string of its own, as one that comes from a request is.
    found.push(Buffer.from(whole.slice(from, to)).toString('utf8'))
    from = to
  }
  return found
}
