/** A name's own end, if it has one; an extension begins with a letter, so that versions are none. */
const EXTENSION = /\.[A-Za-z]\w{0,11}$/
const LONGEST_SUFFIX = 40
/** Names looked at in a list; an end shared by fewer than this share of them, in per cent, is not shared. */
const MOST_LOOKED_AT = 2000
const LEAST_SHARE = 30

/** The commonest extension, with what stands before it in all names that have it: `_test.go`. */
export function commonSuffix(all: readonly string[]): string {
  const names = all.slice(0, MOST_LOOKED_AT)
  const counts = new Map<string, number>()
  for (const name of names) {
    const ending = EXTENSION.exec(name)?.[0]
    if (ending !== undefined) counts.set(ending, (counts.get(ending) ?? 0) + 1)
  }
  const [ending = '', times = 0] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? []
  if (times < 2 || times * 100 < names.length * LEAST_SHARE) return ''
  const having = names.filter((name) => hasStem(name, ending))
  return longerSuffix(having, ending)
}

/** True for a name that ends so and is more than its end. */
export function hasStem(name: string, suffix: string): boolean {
  return name.length > suffix.length && name.endsWith(suffix)
}

/** Longer by whole words before it, as long as all names share them and none is used up. */
function longerSuffix(names: readonly string[], ending: string): string {
  const first = names[0] ?? ''
  let suffix = ending
  for (let at = first.length - ending.length - 1; at > 0; at--) {
    if (!'._-'.includes(first.charAt(at))) continue
    const longer = first.slice(at)
    if (longer.length > LONGEST_SUFFIX || !names.every((name) => hasStem(name, longer))) break
    suffix = longer
  }
  return suffix
}

/** What a row should leave off its names: the usual end, their own, or nothing; by what it costs, about, in tokens. */
export function rowSuffix(names: readonly string[], usual: string): string {
  const own = commonSuffix(names)
  const costs = [
    { suffix: usual, cost: costOf(names, usual) },
    { suffix: own, cost: costOf(names, own) + 1 + tokensOf(own) },
    { suffix: '', cost: costOf(names, '') + (usual === '' ? 0 : 1) },
  ]
  return costs.reduce((best, next) => (next.cost < best.cost ? next : best)).suffix
}

/** Against writing every name without the suffix. */
function costOf(names: readonly string[], suffix: string): number {
  let cost = 0
  for (const name of names) {
    if (suffix === '') cost += tokensOf(EXTENSION.exec(name)?.[0] ?? '')
    else if (!hasStem(name, suffix)) cost += 1 + tokensOf(EXTENSION.exec(name)?.[0] ?? '')
    else cost -= tokensOf(suffix) - tokensOf(EXTENSION.exec(name)?.[0] ?? '')
  }
  return cost
}

function tokensOf(suffix: string): number {
  return Math.ceil(suffix.length / 4)
}
