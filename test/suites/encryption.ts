import { expect, it } from 'vitest'
import type { Scope, Store, StoreKey } from '../../src/engine/contracts/store.ts'
import {
  type EncryptionKey,
  encryptedStore,
  keyFromBytes,
  keyFromPassphrase,
  plainStore,
  type UnreadableReason,
} from '../../src/storage/index.ts'
import { mapStore } from './map-store.ts'
import { storeSuite } from './store.ts'

/** The key whose bytes are all the same. */
async function keyOf(byte: number): Promise<EncryptionKey> {
  return await keyFromBytes(new Uint8Array(32).fill(byte))
}

/** A store over `inner` that notes what it could not read. */
function encryptedOver(
  inner: Store,
  byte = 1,
): { readonly store: Store; readonly reasons: UnreadableReason[] } {
  const reasons: UnreadableReason[] = []
  const onUnreadable = (reason: UnreadableReason): number => reasons.push(reason)
  return { store: encryptedStore(inner, { openKey: () => keyOf(byte), onUnreadable }), reasons }
}

const here: StoreKey = { scope: 'here' as Scope, name: 'a' }
const TEXT = 'an original \u0000 日本語 \ud800'

/** What encryption must do over any store. `open` gives a new, empty one. */
export function encryptionSuite(open: () => Promise<Store>): void {
  storeSuite(async () => encryptedOver(await open()).store)

  it('leaves nothing of a text to be read', async () => {
    const inner = await open()
    await encryptedOver(inner).store.set(here, 'a text to hide')
    const kept = (await inner.get(here)) ?? ''
    expect(kept).toMatch(/^headroom-encrypted:1:[0-9a-f]{8}:utf-8:[A-Za-z0-9+/]+=*$/)
    expect(kept).not.toContain(btoa('text'))
    expect(kept).not.toContain('hide')
    await inner.close()
  })

  it('never writes one text twice alike', async () => {
    const inner = await open()
    const { store } = encryptedOver(inner)
    const kept = new Set<string | undefined>()
    for (let time = 0; time < 20; time++) {
      await store.set(here, TEXT)
      kept.add(await inner.get(here))
    }
    expect(kept.size).toBe(20)
    await inner.close()
  })

  it('takes what was written with another key for absent, and overwrites it', async () => {
    const inner = await open()
    await encryptedOver(inner, 1).store.set(here, TEXT)
    const other = encryptedOver(inner, 2)
    expect(await other.store.get(here)).toBeUndefined()
    expect(other.reasons).toEqual(['other-key'])
    await other.store.set(here, 'new')
    expect(await other.store.get(here)).toBe('new')
    await inner.close()
  })

  it('takes what was written without a key for absent, and overwrites it', async () => {
    const inner = await open()
    await inner.set(here, TEXT)
    const { store, reasons } = encryptedOver(inner)
    expect(await store.get(here)).toBeUndefined()
    expect(reasons).toEqual(['not-encrypted'])
    await store.set(here, TEXT)
    expect(await store.get(here)).toBe(TEXT)
    await inner.close()
  })

  it('without a key takes what is encrypted for absent', async () => {
    const inner = await open()
    await encryptedOver(inner).store.set(here, TEXT)
    const reasons: UnreadableReason[] = []
    const plain = plainStore(inner, (reason) => reasons.push(reason))
    expect(await plain.get(here)).toBeUndefined()
    expect(reasons).toEqual(['encrypted'])
    await plain.set(here, TEXT)
    expect(await plain.get(here)).toBe(TEXT)
    await inner.close()
  })

  it.each([
    ['scope', { ...here, scope: 'there' as Scope }],
    ['name', { ...here, name: 'b' }],
  ])('does not take an entry that was moved to another %s', async (_, elsewhere) => {
    const inner = await open()
    const { store, reasons } = encryptedOver(inner)
    await store.set(here, TEXT)
    await inner.set(elsewhere, (await inner.get(here)) ?? '')
    expect(await store.get(elsewhere)).toBeUndefined()
    expect(reasons).toEqual(['damaged'])
    expect(await store.get(here)).toBe(TEXT)
    await inner.close()
  })
}

/** What holds whatever lies below; over a map, so that every character can be damaged. */
export function tamperingTests(): void {
  it('never gives a text that was tampered with, wherever', async () => {
    const inner = mapStore()
    const { store } = encryptedOver(inner)
    await store.set(here, 'the only text')
    const kept = (await inner.get(here)) ?? ''
    for (let at = 0; at < kept.length; at++) {
      await inner.set(here, kept.slice(0, at) + otherThan(kept[at]) + kept.slice(at + 1))
      expect([at, await store.get(here)]).toEqual([at, undefined])
    }
    // The signs that fill the last group up say nothing.
    for (let at = 0; at < kept.replace(/=+$/, '').length; at++) {
      await inner.set(here, kept.slice(0, at))
      expect([at, await store.get(here)]).toEqual([at, undefined])
    }
    await inner.set(here, kept.replace('utf-8', 'utf-16le'))
    expect(await store.get(here)).toBeUndefined()
    await inner.set(here, `${kept}AAAA`)
    expect(await store.get(here)).toBeUndefined()
    await inner.set(here, kept)
    expect(await store.get(here)).toBe('the only text')
  })

  it.each([0, 16, 31, 33])('refuses %d bytes for a key', async (length) => {
    await expect(keyFromBytes(new Uint8Array(length))).rejects.toMatchObject({
      code: 'bad-options',
      message: `an encryption key has 32 bytes; this has ${length}`,
    })
  })
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Another digit, by its first bit: the last bits of the last one say nothing. */
function otherThan(digit = ''): string {
  return DIGITS[(DIGITS.indexOf(digit) + DIGITS.length / 2) % DIGITS.length] ?? 'A'
}

/** Not for workerd, which allows too few rounds. */
export function passphraseTests(): void {
  it('makes one key of a passphrase and its salt, however its letters are composed', async () => {
    const salt = new Uint8Array(16).fill(7)
    const { id } = await keyFromPassphrase('caf\u00e9', salt)
    expect((await keyFromPassphrase('cafe\u0301', salt)).id).toBe(id)
    expect((await keyFromPassphrase('cafe', salt)).id).not.toBe(id)
    expect((await keyFromPassphrase('caf\u00e9', new Uint8Array(16))).id).not.toBe(id)
  })
}
