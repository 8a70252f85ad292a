import { folders, packers, views } from './compressors/index.ts'
import type { Workshop } from './pipeline/desk.ts'

/** The compressors every engine works with. */
export const WORKSHOP: Workshop = { packers, folders, views }
