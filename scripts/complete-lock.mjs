// After `npm install` where a registry lacks some platforms' builds of a package: npm then leaves
// them out of package-lock.json, and `npm ci` refuses the lock. Writes them in, by version alone.
// Takes the folder of the lock, if it is not this package's own: `node scripts/complete-lock.mjs test/agents`.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const path = join(root, process.argv[2] ?? '.', 'package-lock.json')
const lock = JSON.parse(readFileSync(path, 'utf8'))

const SYSTEMS = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32', 'windows']
const PROCESSORS = ['arm64', 'riscv64', 'ppc64', 's390x', 'ia32', 'x64', 'arm']

for (const [owner, { dev, optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    if (isLocked(owner, name)) continue
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(dev === true ? { dev } : {}),
      optional: true,
      ...platformOf(name),
    }
    console.log(`added ${name} ${version}`)
  }
}

const inOrder = Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : 1))
lock.packages = Object.fromEntries(inOrder)
writeFileSync(path, `${JSON.stringify(lock, undefined, 2)}\n`)

/** A package may stand beside its owner, or beside any package that its owner stands in. */
function isLocked(owner, name) {
  const steps = owner === '' ? [] : owner.split(/(?<=[^@])\/(?=node_modules\/)/)
  const folders = steps.map((_, depth) => steps.slice(0, depth + 1).join('/'))
  return ['', ...folders].some(
    (folder) => lock.packages[`${folder}${folder && '/'}node_modules/${name}`] !== undefined,
  )
}

/** Where a build runs, as its name says, so that npm need not ask for it elsewhere. */
function platformOf(name) {
  const os = SYSTEMS.find((system) => name.includes(system))
  const cpu = PROCESSORS.find((processor) => name.includes(processor))
  const libc = name.includes('musl') ? 'musl' : 'glibc'
  return {
    ...(os === undefined ? {} : { os: [os === 'windows' ? 'win32' : os] }),
    ...(cpu === undefined ? {} : { cpu: [cpu] }),
    ...(os === 'linux' ? { libc: [libc] } : {}),
  }
}
