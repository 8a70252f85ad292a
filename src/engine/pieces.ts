import type { Shorteners } from './pipeline/desk.ts'

/** What not every caller needs. A host that loads files one by one gets each when it is first asked for. */
export interface Pieces {
  /** What leaves something out of a block. */
  shorteners(): Promise<Shorteners>
  /** What finds the conversation in a request body. */
  readers(): Promise<typeof import('./readers.ts')>
  /** What cuts a part out of an original. */
  slices(): Promise<Pick<typeof import('./recall/slice.ts'), 'sliceOf'>>
}
