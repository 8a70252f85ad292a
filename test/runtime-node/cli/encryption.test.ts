import { chmod, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { headroom, scratchFolder, serviceLog } from './headroom.ts'

type Variables = Readonly<Record<string, string>>

const log = serviceLog(2000)

/** Folds a log under these variables; the ref of its original. */
async function fold(env: Variables): Promise<string> {
  const { stdout } = await headroom({ args: ['compress', '--recall', '--json'], input: log, env })
  return (JSON.parse(stdout.toString()) as { ccrHashes: string[] }).ccrHashes[0] ?? 'none'
}

async function keyFile(folder: string, name = 'key'): Promise<string> {
  const path = join(folder, name)
  const { code } = await headroom({ args: ['new-key', path] })
  expect(code).toBe(0)
  return path
}

describe('originals of the command line', { timeout: 60_000 }, () => {
  it('are encrypted with the key file that is named, and with no other', async () => {
    const folder = await scratchFolder()
    const home = { HEADROOM_HOME: join(folder, 'home') }
    const env = { ...home, HEADROOM_ENCRYPTION_KEY_FILE: await keyFile(folder) }
    const ref = await fold(env)
    const right = await headroom({ args: ['retrieve', ref], env })
    expect(right.stdout.toString()).toBe(log)

    const none = await headroom({ args: ['retrieve', ref], env: home })
    expect([none.code, none.stdout.length]).toEqual([1, 0])
    expect(none.stderr).toContain('it is encrypted; set HEADROOM_ENCRYPTION_')
    const other = await headroom({
      args: ['retrieve', ref],
      env: { ...home, HEADROOM_ENCRYPTION_KEY: 'ab'.repeat(32) },
    })
    expect([other.code, other.stdout.length]).toEqual([1, 0])
    expect(other.stderr).toContain('it was encrypted with another key')
  })

  it('are encrypted with a passphrase, whose salt stays beside them', async () => {
    const folder = await scratchFolder()
    const env = { HEADROOM_HOME: folder, HEADROOM_ENCRYPTION_PASSPHRASE: 'correct horse battery' }
    const ref = await fold(env)
    expect((await stat(join(folder, 'encryption-salt'))).mode & 0o077).toBe(0)
    expect((await headroom({ args: ['retrieve', ref], env })).stdout.toString()).toBe(log)
    const wrong = { ...env, HEADROOM_ENCRYPTION_PASSPHRASE: 'correct horse battery staple' }
    const { code, stderr } = await headroom({ args: ['retrieve', ref], env: wrong })
    expect([code, stderr.includes('another key')]).toEqual([1, true])
  })

  it('that were kept in plain are not read with a key, and encrypted when they come again', async () => {
    const folder = await scratchFolder()
    const home = { HEADROOM_HOME: join(folder, 'home') }
    const env = { ...home, HEADROOM_ENCRYPTION_KEY_FILE: await keyFile(folder) }
    const ref = await fold(home)
    const plain = await headroom({ args: ['retrieve', ref], env })
    expect([plain.code, plain.stderr.includes('kept without a key')]).toEqual([1, true])
    expect(await fold(env)).toBe(ref)
    expect((await headroom({ args: ['retrieve', ref], env })).stdout.toString()).toBe(log)
  })

  it('have one key, of 32 bytes, that nobody else may read', async () => {
    const folder = await scratchFolder()
    const path = await keyFile(folder)
    expect(await readFile(path)).toHaveLength(32)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await headroom({ args: ['new-key', path] })).stderr).toContain('it exists already')

    const refusal = async (env: Variables): Promise<string> => {
      const { code, stderr } = await headroom({ args: ['retrieve', 'deadbeef'], env })
      expect(code).toBe(2)
      return stderr
    }
    const named = (file: string): Variables => ({ HEADROOM_ENCRYPTION_KEY_FILE: file })
    const passphrase = { HEADROOM_ENCRYPTION_PASSPHRASE: 'x' }
    expect(await refusal({ ...named(path), ...passphrase })).toContain('only one may be set')
    expect(await refusal(named(`${path}s`))).toContain(`headroom new-key ${path}s makes one`)
    expect(await refusal({ HEADROOM_ENCRYPTION_KEY: 'secret' })).toMatch(
      /HEADROOM_ENCRYPTION_KEY is not what it should be; it must be 64 hex/,
    )
    await chmod(path, 0o644)
    expect(await refusal(named(path))).toContain('others may read it')
    await writeFile(path, 'short', { mode: 0o600 })
    await chmod(path, 0o600)
    expect(await refusal(named(path))).toContain('it has 5 bytes, a key has 32')
  })

  it('never take a passphrase from the command line', async () => {
    const { code, stderr } = await headroom({ args: ['proxy', '--encrypt-passphrase', 'x'] })
    expect([code, stderr.includes("unknown option '--encrypt-passphrase'")]).toEqual([2, true])
  })
})
