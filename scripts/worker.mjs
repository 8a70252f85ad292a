// `npm run worker [-- --port N --persist-to DIR]`: the HTTP door in workerd, offline, on the loopback
// device. Originals live in .wrangler/, apart for every release of workerd, since an older one
// cannot read what a newer one has written.

import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const require = createRequire(import.meta.url)
const wranglerPackage = require.resolve('wrangler/package.json')
const workerd = createRequire(wranglerPackage).resolve('workerd/package.json')
const { version } = JSON.parse(readFileSync(workerd, 'utf8'))
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8787' },
    'persist-to': { type: 'string', default: join('.wrangler', `workerd-${version}`) },
  },
})

const child = spawn(
  process.execPath,
  [
    join(dirname(wranglerPackage), 'bin/wrangler.js'),
    'dev',
    ...['--ip', '127.0.0.1', '--port', values.port, '--inspector-port', '0'],
    ...['--persist-to', values['persist-to'], '--show-interactive-dev-session=false'],
    ...tokenFlags(),
  ],
  {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: {
      ...process.env,
      WRANGLER_LOG_PATH: join('.wrangler', 'logs'),
      WRANGLER_SEND_METRICS: 'false',
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      CI: '1',
    },
    stdio: ['ignore', 'inherit', 'inherit'],
  },
)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => {
  process.exitCode = code ?? 0
})

/** What the environment says about access goes on to the worker, which has no environment of its own. */
function tokenFlags() {
  return ['HEADROOM_PROXY_TOKEN', 'HEADROOM_PROXY_HOSTS']
    .filter((name) => process.env[name] !== undefined)
    .flatMap((name) => ['--var', `${name}:${process.env[name]}`])
}
