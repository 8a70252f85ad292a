import type { Headroom } from '../../engine/index.ts'
import { callerOf } from '../access/caller.ts'
import type { ProxyDesk } from '../proxy-desk.ts'

/** The engine for the project that the request names, else for the default scope. */
export async function headroomOf(request: Request, { host }: ProxyDesk): Promise<Headroom> {
  return await host.headroomFor(callerOf(request).project)
}
