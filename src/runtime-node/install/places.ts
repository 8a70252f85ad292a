import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** What decides where programs keep their settings. */
export interface Machine {
  readonly platform: string
  readonly home: string
  readonly environment: Readonly<Record<string, string | undefined>>
}

export function thisMachine(): Machine {
  return { platform: process.platform, home: homedir(), environment: process.env }
}

/** Where programs with windows keep their settings. */
export function applicationData({ platform, home, environment }: Machine): string {
  if (platform === 'win32') return environment['APPDATA'] || join(home, 'AppData', 'Roaming')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support')
  return environment['XDG_CONFIG_HOME'] || join(home, '.config')
}

/** Where programs of the terminal keep theirs, on Windows too unless they say otherwise. */
export function terminalConfig({ home, environment }: Machine): string {
  return environment['XDG_CONFIG_HOME'] || join(home, '.config')
}

/** True where a command of this name would be found. */
export function isOnPath(name: string, { platform, environment }: Machine): boolean {
  const endings = platform === 'win32' ? ['.cmd', '.exe'] : ['']
  const folders = (environment['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return folders.some((folder) => endings.some((ending) => existsSync(join(folder, name + ending))))
}
