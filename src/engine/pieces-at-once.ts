import { folders, views } from './compressors/shorteners.ts'
import type { Pieces } from './pieces.ts'
import { readBody, readJsonBody, readRequestBody } from './readers.ts'
import { sliceOf } from './recall/slice.ts'

/** All of the engine in one file. Builds for pages put `pieces-on-demand.ts` in this file's place. */
export const PIECES: Pieces = {
  shorteners: async () => ({ folders, views }),
  readers: async () => ({ readBody, readJsonBody, readRequestBody }),
  slices: async () => ({ sliceOf }),
}
