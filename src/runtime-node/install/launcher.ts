import { fileURLToPath } from 'node:url'
import { isOnPath, type Machine } from './places.ts'
import type { Launcher } from './server-entry.ts'

const MAIN = fileURLToPath(new URL('../cli/main.js', import.meta.url))

/**
 * How another program starts this one: by its name where that program finds commands as a person at a
 * terminal does, else by paths, since programs with windows have another PATH.
 */
export function launcherFor(isOfTerminal: boolean, machine: Machine): Launcher {
  const byName = isOfTerminal && machine.platform !== 'win32' && isOnPath('headroom', machine)
  return byName ? ['headroom'] : launcherByPath()
}

/** This very program. */
export function launcherByPath(): Launcher {
  return [process.execPath, MAIN]
}
