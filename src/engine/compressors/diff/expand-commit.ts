/** What commits before have said. */
export interface Known {
  /** Authors by their short names; added to. */
  readonly authors: Map<string, string>
  readonly date: string
}

export interface ExpandedCommit {
  /** From `commit` to the blank line before the message. */
  readonly lines: readonly string[]
  readonly date: string
}

/** The lines a commit's head stands for; `undefined` for what is none. */
export function expandCommit(line: string, known: Known): ExpandedCommit | undefined {
  const byAt = line.indexOf(' by ')
  const atAt = line.lastIndexOf(' at ')
  if (byAt === -1 || atAt < byAt) return undefined
  const [opening = '', merge] = line.slice(0, byAt).split(' merge ')
  const author = authorOf(line.slice(byAt + 4, atAt), known.authors)
  const date = dateOf(line.slice(atAt + 4), known.date)
  const merged = merge === undefined ? [] : [`Merge: ${merge}`]
  return { lines: [opening, ...merged, `Author: ${author}`, `Date:   ${date}`, ''], date }
}

function authorOf(spelled: string, authors: Map<string, string>): string {
  const [, name, author] = /^([A-Z])=([\s\S]+)$/.exec(spelled) ?? []
  if (name === undefined || author === undefined) return authors.get(spelled) ?? spelled
  authors.set(name, author)
  return author
}

/** A time of day alone is on the day of the commit before. */
function dateOf(spelled: string, before: string): string {
  if (!/^\d\d:\d\d:\d\d$/.test(spelled)) return spelled
  return before.replace(/\d\d:\d\d:\d\d/, spelled)
}
