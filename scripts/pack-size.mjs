// What `npm install` would fetch must stay within a budget. Budgets go up only with what a change brings: the playground's page, 420 kB packed and 1,800 unpacked, of which samples are 180 and 1,000; vocabularies and grammars are not in it twice; the engine in pieces for browsers, 230 and 620; hooks and the Live tab with its chart, 40 and 110; projects by folder, and settings in YAML followed, 20 and 60.

import { execFileSync } from 'node:child_process'

const PACKED_KB = 3320
const UNPACKED_KB = 7620

const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'ignore'],
})
const [{ size, unpackedSize, files }] = JSON.parse(output)
const packed = Math.ceil(size / 1000)
const unpacked = Math.ceil(unpackedSize / 1000)
console.log(
  `${files.length} files, ${packed} of ${PACKED_KB} kB packed, ${unpacked} of ${UNPACKED_KB} kB unpacked`,
)

/** Of the engine's scripts there is but the one file. */
const EXPECTED =
  /^(dist\/engine\/(index\.js$|.+\.d\.ts$)|dist\/(?!engine\/)[a-z]|[A-Z]+(\.md)?$|package\.json$)/
const strays = files.filter(({ path }) => !EXPECTED.test(path))
for (const { path } of strays) console.log(`does not belong into the package: ${path}`)
if (packed > PACKED_KB || unpacked > UNPACKED_KB || strays.length > 0) process.exitCode = 1
