import type { Packer } from '../contracts/compressor.ts'
import type { ContentKind } from '../ir/content.ts'
import { isFileRead } from '../relevance/file-read.ts'
import type { Shorteners, Work } from './desk.ts'

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

/** The packers that may work on a block: of a file's lines, each that may be edited is shown as it is. */
export function packersFor(work: Work, packers: readonly Packer[]): readonly Packer[] {
  if (!isFileOfLines(work)) return packers
  const keeping = packers.filter(
    ({ keepsLines, recordsOnly }) => keepsLines === true || recordsOnly === true,
  )
  if (isSmallFileRead(work)) return keeping.filter(({ refers }) => refers === true)
  return DATA.includes(work.passage.content.kind) ? packers : keeping
}

/** What may leave something out of a block: no view of a file, whose lines may be edited. */
export function shortenersFor(work: Work, shorteners: Shorteners): Shorteners {
  const isData = DATA.includes(work.passage.content.kind)
  return isFileOfLines(work) && !isData ? { ...shorteners, views: [] } : shorteners
}

function isFileOfLines({ passage: { origin, content } }: Work): boolean {
  return origin !== undefined && !RECORDS.includes(content.kind) && isFileRead(origin)
}
