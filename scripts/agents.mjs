// `npm run gate:agents`: drives coding agents from npm through the proxy, on both hosts. They are large,
// so they have a folder and a lock of their own, and are installed only where they are not there yet.
// What follows on the command line goes to vitest.

import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = join(root, 'test', 'agents')
const stamp = join(folder, 'node_modules', '.installed')

/** Packages whose command is a link that their script makes; no other script is run. */
const LINKED = ['@anthropic-ai/claude-code', 'opencode-ai']

const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8')
if (!isInstalled()) {
  run(folder, 'npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'])
  run(folder, 'npm', ['rebuild', '--ignore-scripts=false', '--loglevel=error', ...LINKED])
  writeFileSync(stamp, lock)
}
const config = join('test', 'agents', 'vitest.config.ts')
run(root, 'npx', ['vitest', 'run', '--config', config, ...process.argv.slice(2)])

function isInstalled() {
  try {
    return readFileSync(stamp, 'utf8') === lock
  } catch {
    return false
  }
}

/** Ends this process as the command did, unless it went well. */
function run(cwd, command, flags) {
  const { status } = spawnSync(command, flags, { cwd, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) process.exit(status ?? 1)
}
