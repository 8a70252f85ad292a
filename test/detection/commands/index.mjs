import { build } from './build.mjs'
import { code } from './code.mjs'
import { diff } from './diff.mjs'
import { json } from './json.mjs'
import { listing } from './listing.mjs'
import { log } from './log.mjs'
import { markup } from './markup.mjs'
import { prose } from './prose.mjs'
import { search } from './search.mjs'
import { table } from './table.mjs'
import { trace } from './trace.mjs'
import { unknown } from './unknown.mjs'

/** For every kind the commands whose output is of that kind, in two sets that share no tool. */
export const kinds = {
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
