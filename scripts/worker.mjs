// `npm run worker [-- --port N --persist-to DIR]`: the HTTP door in workerd, offline, on the loopback
// device. Originals live in .wrangler/, apart for every release of workerd, since an older one
// cannot read what a newer one has written.

import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'

const SETTING = /^HEADROOM_(?!HOME$|EVAL_|TEST_)|_TARGET_API_URL$/

const root = fileURLToPath(new URL('..', import.meta.url))
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
    ...variables(),
  ],
  {
    cwd: root,
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
const token = process.env.HEADROOM_PROXY_TOKEN ?? ownToken()
console.log(`headroom: point clients at http://127.0.0.1:${values.port}/t/${token}`)
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
child.on('exit', (code) => {
  process.exitCode = code ?? 0
})

/**
 * What the environment says goes on to the worker, which has none of its own; and this installation's
 * token, made when first needed.
 */
function variables() {
  const set = Object.entries(process.env).filter(([name]) => SETTING.test(name))
  const given = Object.fromEntries(set)
  return Object.entries({ HEADROOM_PROXY_TOKEN: ownToken(), ...given }).flatMap(([name, value]) => [
    '--var',
    `${name}:${value}`,
  ])
}

function ownToken() {
  const path = join(root, '.wrangler', 'token')
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, randomBytes(24).toString('base64url'), { mode: 0o600 })
  }
  return readFileSync(path, 'utf8').trim()
}
