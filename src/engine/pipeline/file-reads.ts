import type { ContentKind } from '../ir/content.ts'
import { isFileRead } from '../relevance/file-read.ts'
import type { Work, Workshop } from './desk.ts'

/** A shorter file is likely to be edited next, by a search text taken from what was read. */
const SMALL_FILE = 2000

/** What programs wrote as they ran: nobody edits it by its lines. */
const RECORDS: readonly ContentKind[] = ['log', 'build', 'trace', 'search', 'listing', 'diff']
/** What is edited by its values rather than by its lines. */
const DATA: readonly ContentKind[] = ['json', 'table']

/** True for a read of a file that must come through as it is, unless it stands above already. */
export function isSmallFileRead({ passage, tokens }: Work): boolean {
  const { origin, content } = passage
  if (origin === undefined || tokens >= SMALL_FILE || RECORDS.includes(content.kind)) return false
  return isFileRead(origin)
}

/** The compressors that may work on a block: of a file's lines, each that may be edited is shown as it is. */
export function workshopFor(work: Work, workshop: Workshop): Workshop {
  const { origin, content } = work.passage
  if (origin === undefined || RECORDS.includes(content.kind) || !isFileRead(origin)) return workshop
  const packers = workshop.packers.filter(
    ({ keepsLines, recordsOnly }) => keepsLines === true || recordsOnly === true,
  )
  if (isSmallFileRead(work)) {
    return {
      packers: packers.filter(({ refers }) => refers === true),
      folders: [],
      views: [],
    }
  }
  if (DATA.includes(content.kind)) return workshop
  return { ...workshop, packers, views: [] }
}
