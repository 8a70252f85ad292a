import type { Headroom } from '../../engine/index.ts'

/** What every route works with. */
export interface RouteDesk {
  readonly headroomFor: (scope: string) => Promise<Headroom>
  /** Bytes a request body may have. */
  readonly largestBody: number
}

/** The engine for the project the request names, else for the default scope. */
export async function headroomOf(request: Request, desk: RouteDesk): Promise<Headroom> {
  const { headers } = request
  const scope = headers.get('x-headroom-project-id') ?? headers.get('x-headroom-project')
  return await desk.headroomFor(scope ?? 'default')
}
