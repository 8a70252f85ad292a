// The worker can be deployed as it is: `wrangler deploy --dry-run` takes the configuration and bundles it,
// everything the worker needs is in the bundle, and it stays below what the smallest plan takes. Reaches
// no one: no account is needed for a dry run.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

/** Bytes, gzipped: 3 MB for a worker of the free plan (developers.cloudflare.com/workers/platform/limits). */
const MOST_BYTES = 3_000_000

/** Of the ten named grammars, JSX is JavaScript's and C is C++'s. */
const GRAMMARS = ['python', 'javascript', 'typescript', 'tsx', 'go', 'rust', 'java', 'cpp']
const NEEDED = [
  'bpe.wasm',
  'cl100k_base.bin',
  'o200k_base.bin',
  'unicode-classes.bin',
  'web-tree-sitter.wasm',
  ...GRAMMARS.map((name) => `tree-sitter-${name}.wasm`),
]

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'headroom-deploy-'))
try {
  process.exitCode = bundles() && fits() ? 0 : 1
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

function bundles() {
  const wrangler = createRequire(import.meta.url).resolve('wrangler/package.json')
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(dirname(wrangler), 'bin/wrangler.js'),
      ...['deploy', '--dry-run', '--outdir', join(scratch, 'bundle')],
    ],
    {
      cwd: root,
      encoding: 'utf8',
      env: {
        ...process.env,
        WRANGLER_LOG_PATH: join(scratch, 'logs'),
        WRANGLER_SEND_METRICS: 'false',
        CI: '1',
      },
    },
  )
  const warnings = /\bWARNING\b/.test(stdout + stderr)
  if (status !== 0 || warnings) console.log(stdout + stderr)
  return status === 0 && !warnings
}

/** What is uploaded is weighed as wrangler weighs it: all modules in one gzip. */
function fits() {
  const names = readdirSync(join(scratch, 'bundle')).filter((name) => !/\.(?:map|md)$/.test(name))
  const missing = NEEDED.filter((needed) => !names.some((name) => name.endsWith(`-${needed}`)))
  for (const name of missing) console.log(`not in the worker's bundle: ${name}`)
  const bytes = Buffer.concat(names.map((name) => readFileSync(join(scratch, 'bundle', name))))
  const gzipped = gzipSync(bytes).byteLength
  console.log(
    `${names.length} modules, ${bytes.byteLength} bytes, ${gzipped} of ${MOST_BYTES} gzipped`,
  )
  return missing.length === 0 && gzipped <= MOST_BYTES
}
