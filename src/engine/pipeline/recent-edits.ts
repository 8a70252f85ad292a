import type { Block } from '../ir/conversation.ts'
import { fileReadOf } from '../relevance/file-read.ts'

/** Calls looked back at, and how many of those that name the file count. */
const MOST_CALLS = 40
const MOST_EDITS = 3
/** Arguments beyond this say no more about where the change is. */
const LONGEST_EDIT = 1500

/**
 * What was done to a file before it is read again: whoever reads it then wants to see what became
 * of the change.
 */
export class RecentEdits {
  private calls: readonly string[] = []

  /** Takes note of a call's arguments; other blocks say nothing here. */
  add({ kind, text }: Block): void {
    if (kind === 'tool-call') this.calls = [text, ...this.calls].slice(0, MOST_CALLS)
  }

  /** The arguments of the latest calls, other than reads like this one, that name the file a block shows. */
  wordsFor({ origin }: Block): string {
    const path = fileReadOf(origin)?.path
    if (path === undefined || path === '') return ''
    return this.calls
      .filter((input) => input !== origin?.input && input.includes(path))
      .slice(0, MOST_EDITS)
      .map((input) => input.slice(0, LONGEST_EDIT))
      .join('\n')
  }
}
