// `npm run soak -- [rounds] [files]`: the engine's tests again and again on values left to chance. What
// fails prints its seed: HEADROOM_TEST_SEED=<seed> npx vitest run --project node <file> repeats it.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const [rounds = '5', ...files] = process.argv.slice(2)
const count = Number(rounds)
if (!Number.isInteger(count) || count < 1) {
  console.error(`rounds is "${rounds}"; it must be a whole number above 0`)
  process.exit(2)
}

let failed = 0
for (let round = 1; round <= count; round++) {
  const args = ['vitest', 'run', '--project', 'node', '--reporter=dot']
  const { status } = spawnSync('npx', [...args, ...(files.length > 0 ? files : ['test/engine'])], {
    cwd: root,
    env: { ...process.env, HEADROOM_TEST_SEED: 'random' },
    stdio: 'inherit',
  })
  if (status !== 0) failed++
  console.log(`round ${round} of ${count}: ${status === 0 ? 'held' : 'FAILED'}`)
}
process.exitCode = failed === 0 ? 0 : 1
