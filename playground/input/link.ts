import type { Settings, Source } from '../engine/protocol.ts'

/** Longer addresses are cut by chats and mail programs. */
const LONGEST_LINK = 60_000

interface Linked {
  readonly source: Source
  readonly settings: Partial<Settings>
}

/**
 * An address of this page that carries a text and the settings behind `#`, which browsers send to no
 * server. `undefined` for what would not fit.
 */
export async function linkFor(source: Source, settings: Settings): Promise<string | undefined> {
  const parts = await Promise.all(
    source.parts.map(async ({ name, blob }) => ({ name, text: await blob.text() })),
  )
  const json = JSON.stringify({ name: source.name, parts, settings })
  const packed = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'))
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer())
  if (bytes.length * 1.4 > LONGEST_LINK) return undefined
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  const code = btoa(characters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  return `${location.origin}${location.pathname}#in=${code}`
}

/** What such an address carries; `undefined` for any other, and for one that was cut. */
export async function sourceInLink(fragment: string): Promise<Linked | undefined> {
  const code = /^#in=([A-Za-z0-9_-]+)$/.exec(fragment)?.[1]
  if (code === undefined) return undefined
  try {
    const plain = atob(code.replaceAll('-', '+').replaceAll('_', '/'))
    const bytes = Uint8Array.from(plain, (character) => character.charCodeAt(0))
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
    return linkedFrom(JSON.parse(await new Response(stream).text()))
  } catch {
    return undefined
  }
}

function linkedFrom(value: {
  readonly name?: unknown
  readonly parts?: unknown
  readonly settings?: Partial<Settings>
}): Linked | undefined {
  if (!Array.isArray(value.parts)) return undefined
  const parts = value.parts.map((part: { readonly name?: unknown; readonly text?: unknown }) => ({
    name: String(part.name ?? ''),
    blob: new Blob([String(part.text ?? '')]),
  }))
  return {
    source: { name: String(value.name ?? ''), parts },
    settings: settingsFrom(value.settings),
  }
}

/** A stranger's link may say anything: only what the controls could say is taken. */
function settingsFrom(given: Partial<Settings> = {}): Partial<Settings> {
  const { model, preset, recall, query, budget } = given
  const isPreset = preset === 'safe' || preset === 'balanced' || preset === 'aggressive'
  return {
    ...(typeof model === 'string' ? { model } : {}),
    ...(isPreset ? { preset } : {}),
    ...(typeof recall === 'boolean' ? { recall } : {}),
    ...(typeof query === 'string' ? { query } : {}),
    ...(Number.isSafeInteger(budget) && (budget ?? 0) > 0 ? { budget } : {}),
  }
}
