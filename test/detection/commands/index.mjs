import { build } from './build.mjs'
import { code } from './code.mjs'
import { diff } from './diff.mjs'
import { former } from './former.mjs'
import { frozen } from './frozen.mjs'
import { json } from './json.mjs'
import { listing } from './listing.mjs'
import { log } from './log.mjs'
import { markup } from './markup.mjs'
import { prose } from './prose.mjs'
import { search } from './search.mjs'
import { table } from './table.mjs'
import { trace } from './trace.mjs'
import { unknown } from './unknown.mjs'

const open = {
  search,
  listing,
  diff,
  build,
  trace,
  code,
  table,
  markup,
  prose,
  log,
  json,
  unknown,
}

/**
 * For every kind the commands whose output is of that kind, in two sets that share no tool. `more` and `former`
 * were the frozen set once; they have been looked at since, and what has been looked at is no measure of what is new.
 */
export const kinds = Object.fromEntries(
  Object.keys(open).map((kind) => [
    kind,
    { open: [...open[kind].open, ...open[kind].more, ...former[kind]], frozen: frozen[kind] },
  ]),
)
