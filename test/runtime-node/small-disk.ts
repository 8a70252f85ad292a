import { spawnSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** What a command is put behind that is to have a disk of its own at `folder`, which goes with it. */
export function onSmallDisk(folder: string, kibibytes: number): readonly string[] {
  const mount = `mount -t tmpfs -o size=${kibibytes}k,mode=700 tmpfs "$0" && exec "$@"`
  return ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-c', mount, folder]
}

/** False where the machine gives nobody a disk of their own: not Linux, or namespaces are forbidden. */
export function hasSmallDisks(folder: string): boolean {
  const [command = '', ...args] = onSmallDisk(folder, 64)
  return spawnSync(command, [...args, 'true']).status === 0
}

/** A process's own view of a folder, from outside. */
function seenBy(pid: number, folder: string): string {
  return join(`/proc/${pid}/root`, folder)
}

/** Writes to the disk of a process until it takes no more byte. */
export function fillDisk(pid: number, folder: string): void {
  const file = openSync(join(seenBy(pid, folder), 'filler'), 'a')
  try {
    for (let size = 65_536; size >= 1; ) {
      try {
        writeSync(file, Buffer.alloc(size))
      } catch {
        size >>= 1
      }
    }
  } finally {
    closeSync(file)
  }
}

/** Makes room again. */
export function clearDisk(pid: number, folder: string): void {
  rmSync(join(seenBy(pid, folder), 'filler'))
}
