// One process of the bench: compresses one text of a given size once and says what it took.
//
//   node growth.mjs <safe|balanced> [file]      (without a file: an idle process, engine open)
import { readFileSync } from 'node:fs'
import { createHeadroom } from 'headroom-edge'

const [preset, file] = process.argv.slice(2)
const headroom = await createHeadroom({ store: 'memory' })
const options = { model: 'gpt-4o', preset, recall: preset !== 'safe' }
const compress = (text) =>
  headroom.compress([{ role: 'tool', tool_call_id: 'c', content: text }], options)
await compress('{"primed": [1, 2, 3]}\n'.repeat(40))

const text = file === undefined ? '' : readFileSync(file, 'utf8')
const start = performance.now()
const { tokensBefore, tokensAfter } = await compress(text)
const milliseconds = performance.now() - start
process.stdout.write(
  JSON.stringify({
    bytes: Buffer.byteLength(text),
    milliseconds,
    peak: peakBytes(),
    tokensBefore,
    tokensAfter,
  }),
)

/**
 * The kernel's high-water mark of this very program. `resourceUsage().maxRSS` is second best: on
 * Linux a program inherits the mark of the process that started it.
 */
function peakBytes() {
  try {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
    if (kilobytes !== undefined) return Number(kilobytes) * 1024
  } catch {
    // not Linux
  }
  return process.resourceUsage().maxRSS * 1024
}
