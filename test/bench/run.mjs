// `npm run bench [-- --smoke]`: counting beside other tokenizers, then compressing and telling kinds beside counting.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const args = process.argv.slice(2)
for (const part of ['tokens.mjs', 'compress.mjs', 'other-kinds.mjs', 'detect.mjs']) {
  const script = fileURLToPath(new URL(part, import.meta.url))
  const { status } = spawnSync(process.execPath, [script, ...args], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
