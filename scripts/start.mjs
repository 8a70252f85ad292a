// `npm start [-- --port N …]`: builds, shows what compressing does to the bundled samples, and starts the proxy.

import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const build = spawnSync('npm run --silent build', { cwd: root, shell: true, stdio: 'inherit' })
if (build.status !== 0) process.exit(build.status ?? 1)

const { showSamples } = await import('../dist/runtime-node/cli/samples.js')
await showSamples()
console.log()
const { run } = await import('../dist/runtime-node/cli/program.js')
process.exitCode = await run(['proxy', ...process.argv.slice(2)])
