import type { Pieces } from './pieces.ts'

/**
 * The engine in files of its own. One that can't be loaded costs the call that needs it, and the next
 * tries again: what a block becomes must not depend on a network (law 3).
 */
export const PIECES: Pieces = {
  shorteners: () => import('./compressors/shorteners.ts'),
  readers: () => import('./readers.ts'),
  slices: () => import('./recall/slice.ts'),
}
