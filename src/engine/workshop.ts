import { packers } from './compressors/packers.ts'
import { PIECES } from './pieces-at-once.ts'
import type { Workshop } from './pipeline/desk.ts'

/** The compressors every engine works with. */
export const WORKSHOP: Workshop = { packers, shorteners: PIECES.shorteners }
