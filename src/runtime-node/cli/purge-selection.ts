import type { StoredEntry } from '../file-inventory.ts'

/** What may be purged, as it is called in the summary. */
export const KINDS = ['originals', 'lookups', 'conversations', 'damaged'] as const

/** A file of the store and what it is. */
export interface Kept {
  readonly entry: StoredEntry
  /** `undefined` for what is nobody's content: the key that the proxy is bound to. */
  readonly kind: (typeof KINDS)[number] | undefined
  readonly project: string | undefined
}

/** What is meant to go; several conditions hold together. */
export interface Selection {
  readonly project: string | undefined
  /** Milliseconds since 1970. */
  readonly usedBefore: number | undefined
  /** What belongs to no project goes, too. */
  readonly all: boolean
}

/** Milliseconds that a file may be in the making; what is older was left behind. */
const IN_THE_MAKING = 60_000

/** Whose an entry is, by its name: originals, notes of what was handed out, notes of conversations. */
export function keptOf(entry: StoredEntry): Kept {
  const { key } = entry
  if (key === undefined) return { entry, kind: 'damaged', project: undefined }
  if (key.scope === PROXY) {
    const project = CONVERSATION.exec(key.name)?.[1]
    return { entry, kind: project === undefined ? undefined : 'conversations', project }
  }
  const kind = key.name.startsWith('handed-out.') ? 'lookups' : 'originals'
  return { entry, kind, project: key.scope }
}

/** The scope of the proxy's own notes, and those of a conversation: project, format, first message. */
const PROXY = 'headroom.proxy'
const CONVERSATION = /^conversation\.([\s\S]*)\/[^/]*\/[^/]*$/

export function isChosen(
  { entry, kind, project }: Kept,
  { project: wanted, usedBefore, all }: Selection,
): boolean {
  if (kind === undefined) return false
  if (kind === 'damaged') return all && Date.now() - entry.used > IN_THE_MAKING
  if (wanted !== undefined && wanted !== project) return false
  return usedBefore === undefined || entry.used < usedBefore
}
