import type { Source } from '../engine/protocol.ts'

/** Folders that hold what was fetched or built, not what someone would show a model. */
const SKIPPED = /(^|\/)(node_modules|\.git|dist|target|__pycache__)\//
/** More files than this make no conversation that a model could read. */
const MOST_FILES = 2000

/** Picked or dropped files as one source, in the order of their paths. */
export function sourceOfFiles(files: readonly File[]): Source | undefined {
  const parts = files
    .map((file) => ({ name: file.webkitRelativePath || file.name, blob: file as Blob }))
    .filter(({ name }) => !SKIPPED.test(name))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .slice(0, MOST_FILES)
  const [first] = parts
  if (first === undefined) return undefined
  return { name: parts.length === 1 ? first.name : `${parts.length} files`, parts }
}

/** What a text is called that stands in the field. */
export const PASTED = 'pasted text'

/** A text that was typed or pasted. */
export function sourceOfText(text: string, name: string = PASTED): Source {
  return { name, parts: [{ name, blob: new Blob([text]) }] }
}

/** Everything in a drop: files, and the files of folders. */
export async function filesIn(transfer: DataTransfer): Promise<readonly File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry())
  if (entries.every((entry) => entry === null)) return [...transfer.files]
  const found: File[] = []
  for (const entry of entries) if (entry !== null) await collect(entry, found)
  return found
}

async function collect(entry: FileSystemEntry, found: File[]): Promise<void> {
  if (found.length >= MOST_FILES || SKIPPED.test(`${entry.fullPath}/`)) return
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    found.push(renamed(file, entry.fullPath.slice(1)))
    return
  }
  if (!(entry instanceof FileSystemDirectoryEntry)) return
  const reader = entry.createReader()
  for (;;) {
    const batch = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    )
    if (batch.length === 0) return
    for (const inner of batch) await collect(inner, found)
  }
}

/** The same bytes under the path within what was dropped. */
function renamed(file: File, path: string): File {
  return path === file.name ? file : new File([file], path)
}
