// Makes the samples that are output of commands, as `npm start` shows them; see samples/README.md.
//
//   node scripts/make-samples.mjs
import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

function outputOf(command) {
  const { stdout } = spawnSync(command, {
    cwd: root,
    shell: true,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  })
  return stdout.replaceAll(root.replace(/\/$/, ''), '/srv/app')
}

const firstLines = (file, bytes) => {
  const text = readFileSync(join(root, file), 'utf8')
  return text.slice(0, text.lastIndexOf('\n', bytes) + 1)
}

const samples = {
  'npm-registry.json': outputOf('npm view hono --json'),
  'npm-ls.json': outputOf('npm ls --all --json'),
  'dependency-report.json': outputOf(
    'npx depcruise --output-type json src/engine/text src/engine/columns',
  ),
  'test-run.log': outputOf(
    'npx vitest run --project node --reporter=verbose --no-color test/engine/text test/engine/dialects test/engine/recall test/engine/columns',
  ),
  'search-results.txt': outputOf('grep -rn "countTokens" src/engine --include=*.ts | sort'),
  'changes.diff': outputOf('git show --format=%s --stat -p b5443d6 86cd327'),
  'files.txt': outputOf('find src/engine -type f | sort'),
  'help.js': readFileSync(join(root, 'node_modules/commander/lib/help.js'), 'utf8'),
  'postgresql.log': firstLines('test/fixtures/logs/postgresql.log', 50_000),
  'nginx-access.log': firstLines('test/fixtures/logs/nginx.log', 40_000),
}
for (const [name, text] of Object.entries(samples)) writeFileSync(join(root, 'samples', name), text)
