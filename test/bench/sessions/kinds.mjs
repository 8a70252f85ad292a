// What the tokens of a session's tool results come from.
const COMMANDS = [
  ['edits', /^python3 - <<|^perl -0?pi|^sed -i/],
  ['tests', /node --test|vitest|\btsc\b|npm test/],
  ['greps', /^(?:\w+ )*grep |^rg /],
  ['git', /^git /],
  ['reads', /^(?:cat|head|tail|sed -n)\b/],
]
const TOOLS = { read_file: 'reads', edit_file: 'edits', write_file: 'edits', grep: 'greps' }

/** What a call is, by the agent's own words for it. */
export function kindOf({ tool, input }) {
  if (tool !== 'bash') return TOOLS[tool] ?? 'others'
  return COMMANDS.find(([, pattern]) => pattern.test(input.command))?.[0] ?? 'others'
}

/** Tokens before and after, by kind; `blocks` in the order of `calls`. */
export function byKind(sessions) {
  const sums = new Map()
  for (const { calls, blocks } of sessions) {
    for (const [at, call] of calls.entries()) {
      const kind = kindOf(call)
      const { before, after } = blocks[at]
      const sum = sums.get(kind) ?? { blocks: 0, before: 0, after: 0, kept: 0 }
      sums.set(kind, {
        blocks: sum.blocks + 1,
        before: sum.before + before,
        after: sum.after + after,
        kept: sum.kept + (before === after ? before : 0),
      })
    }
  }
  return [...sums].sort(([, one], [, other]) => other.after - one.after)
}
