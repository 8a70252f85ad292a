import { readFile } from 'node:fs/promises'
import { CliFailure, EXIT } from './failure.ts'

export interface Input {
  /** As people know it: the file, or `standard input`. */
  readonly name: string
  readonly bytes: Uint8Array
  /** `undefined` for bytes that are not valid UTF-8. A byte order mark stays part of the text. */
  readonly text: string | undefined
}

/** Reads a file whole, or standard input for `-`. */
export async function readInput(file: string): Promise<Input> {
  const bytes = file === '-' ? await readStandardInput() : await readNamed(file)
  return { name: file === '-' ? 'standard input' : file, bytes, text: decode(bytes) }
}

async function readNamed(file: string): Promise<Uint8Array> {
  try {
    return await readFile(file)
  } catch (error) {
    throw new CliFailure(`can't read ${file}: ${reasonOf(error)}`)
  }
}

function reasonOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EISDIR') return 'it is a directory'
  if (code === 'EACCES') return 'permission denied'
  return error instanceof Error ? error.message : String(error)
}

async function readStandardInput(): Promise<Uint8Array> {
  if (process.stdin.isTTY) {
    throw new CliFailure('name a FILE, or pipe something in; see headroom --help', EXIT.usage)
  }
  const chunks: Uint8Array[] = []
  for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array)
  return Buffer.concat(chunks)
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}
