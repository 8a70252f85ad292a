import type { Headroom } from '../../engine/index.ts'
import { callerOf } from '../access/caller.ts'
import type { ProxyDesk } from '../proxy-desk.ts'

/** The engine for the project that the request names, else for the default scope. */
export async function headroomOf(request: Request, { host }: ProxyDesk): Promise<Headroom> {
  return await host.headroomFor(callerOf(request).project)
}

/** The same for the conversation that the messages are, so that a host may keep its originals together. */
export async function headroomOfMessages(
  request: Request,
  messages: string,
  { host }: ProxyDesk,
): Promise<Headroom> {
  const { project } = callerOf(request)
  const facts = await (await host.headroomFor(project)).inspectBody(messages)
  if (facts === undefined) return await host.headroomFor(project)
  return await host.headroomFor(project, `${project}/messages/${facts.root}`)
}
