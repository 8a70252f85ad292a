import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where originals live when nothing else is said. */
export function defaultDirectory(): string {
  const { HEADROOM_WORKSPACE_DIR: workspace, HEADROOM_HOME: home } = process.env
  return workspace || home || join(homedir(), '.headroom-edge')
}
