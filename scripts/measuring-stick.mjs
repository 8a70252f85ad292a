// Where the cases with their probes and the scorer are: $HEADROOM_EVAL_DIR, else ../shared/eval beside the checkout.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A folder with the scorer, its cases and its packages; `undefined` where there is none. */
export function measuringStick() {
  const source = resolve(root, process.env.HEADROOM_EVAL_DIR ?? '../shared/eval')
  return existsSync(join(source, 'score.mjs')) ? withPackages(source) : undefined
}

/** The stick itself where its packages are there, else a copy of it that has them. */
function withPackages(folder) {
  if (existsSync(join(folder, 'node_modules'))) return folder
  const version = createHash('sha256')
    .update(readFileSync(join(folder, 'manifest.json')))
    .update(readFileSync(join(folder, 'score.mjs')))
    .digest('hex')
  const copy = join(tmpdir(), `headroom-edge-eval-${version.slice(0, 12)}`)
  if (existsSync(copy)) return copy
  const draft = mkdtempSync(`${copy}-`)
  try {
    cpSync(folder, draft, { recursive: true })
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--silent'], {
      cwd: draft,
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    moveUnlessThere(draft, copy)
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
  return copy
}

/** Another run may have made the same copy meanwhile. */
function moveUnlessThere(draft, copy) {
  try {
    renameSync(draft, copy)
  } catch (error) {
    if (!existsSync(copy)) throw error
  }
}
