import { makeKeyFile } from '../originals-key.ts'
import { writeOut } from './terminal.ts'

/** `headroom new-key`: a file with a key of chance, for `--encrypt-key-file`. */
export async function newKeyCommand(file: string): Promise<void> {
  await makeKeyFile(file)
  writeOut(`made ${file}; keep a copy: without it nothing that it encrypted can be read\n`)
}
