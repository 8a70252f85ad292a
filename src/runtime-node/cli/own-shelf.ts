import type { Store, UnreadableReason } from '../index.ts'
import { projectHere, SHARED_PROJECT } from '../project-of-folder.ts'
import { withSharedShelf } from '../shared-shelf.ts'
import { openCliStore } from './cli-store.ts'

/** What `--project` of a server says. */
export const WHOSE =
  'whose originals they are (default: the project of the folder it is started in; with --http the shared one)'

interface Whose {
  /** As a flag names it: then no other project's originals are read, nor the shared ones. */
  readonly project?: string | undefined
  /** Over HTTP clients come from any folder, so none is told apart unless it is named. */
  readonly http?: boolean | undefined
  readonly onUnreadable?: (reason: UnreadableReason) => void
}

/** Where a command or a server keeps originals, and under which project. Throws as `openCliStore` does. */
export async function openOwnShelf({
  project,
  http = false,
  onUnreadable,
}: Whose): Promise<{ readonly store: Store; readonly scope: string }> {
  const store = await openCliStore(onUnreadable)
  if (project !== undefined) return { store, scope: project }
  const scope = http ? SHARED_PROJECT : await projectHere()
  return { store: withSharedShelf(store), scope }
}
