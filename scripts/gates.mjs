// `npm test`: every gate in order, cheap first. Ends with the plain line `N passed, N failed`, which
// counts each vitest test and each other gate once, and with the exit code to match.

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'headroom-gates-'))

/** npm scripts; `build` stops the run, since nothing after it would mean anything. */
const gates = [
  { script: 'gate:style' },
  { script: 'build', stop: true },
  { script: 'gate:types' },
  { script: 'gate:layers' },
  { script: 'gate:dead-code' },
  testGate('gate:tests'),
  testGate('gate:agents'),
  { script: 'gate:bare-room' },
  { script: 'gate:package' },
  { script: 'gate:package-types' },
  { script: 'gate:bundle-size' },
  { script: 'gate:package-size' },
  { script: 'gate:deploy' },
  { script: 'gate:docstrings' },
]

/** The tools stay offline, and packing does not build once more what was built before. */
const quietTools = {
  WRANGLER_SEND_METRICS: 'false',
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  npm_config_ignore_scripts: 'true',
}

let passed = 0
let failed = 0
for (const { script, stop = false, count = countGate } of gates) {
  const name = script.split(' ', 1)[0]
  console.log(`\n--- ${name}`)
  const result = count(run(script))
  passed += result.passed
  failed += result.failed
  console.log(`--- ${name} ${result.failed === 0 ? 'passed' : 'FAILED'}`)
  if (stop && result.failed > 0) break
}
rmSync(scratch, { recursive: true, force: true })
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

/** A gate of vitest tests, each of which counts. */
function testGate(name) {
  const report = join(scratch, `${name.replace(':', '-')}.json`)
  return {
    script: `${name} -- --reporter=default --reporter=json --outputFile.json=${report}`,
    count: (ok) => countTests(ok, report),
  }
}

function run(script) {
  const { status } = spawnSync(`npm run --silent ${script}`, {
    cwd: root,
    env: { ...process.env, ...quietTools },
    shell: true,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return status === 0
}

function countGate(ok) {
  return ok ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** Where nothing may be skipped (`CI`), a skipped test has failed. A crash without a report is one failure. */
function countTests(ok, path) {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'))
    const skipped = process.env.CI === undefined ? 0 : report.numPendingTests + report.numTodoTests
    const failures = report.numFailedTests + skipped
    return { passed: report.numPassedTests, failed: ok || failures > 0 ? failures : 1 }
  } catch {
    return countGate(false)
  }
}
