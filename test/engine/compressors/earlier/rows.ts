import fc from 'fast-check'

/** One record of a list as an API gives it: nested, with numbers, strings that need escapes, and lists. */
interface Row {
  readonly id: string
  readonly title: string
  readonly state: string
  readonly user: { readonly login: string; readonly 'odd.key': string }
  readonly labels: readonly string[]
  readonly count: number
}

const word = fc.constantFrom(
  'open',
  'closed',
  'a "quoted" word',
  'back\\slash',
  'two\nlines',
  '€',
  '[row 1 of A]',
)

const row = (id: number): fc.Arbitrary<Row> =>
  fc.record({
    id: fc.constant(`item-${id * 7919}`),
    title: word.map((text) => `Title ${id} ${text}`),
    state: word,
    user: fc.record({ login: word, 'odd.key': word }),
    labels: fc.array(word, { maxLength: 2 }),
    count: fc.nat({ max: 5 }),
  })

const rows = fc.tuple(...Array.from({ length: 14 }, (_, id) => row(id)))

type Shape = 'list' | 'envelope' | 'keyed'

/** Two answers to one question, in one layout: some rows gone, new, moved or with other values. */
export const anyTwoAnswers: fc.Arbitrary<readonly [string, string]> = fc
  .record({
    before: rows,
    now: rows,
    isChanged: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 14, maxLength: 14 }),
    shape: fc.constantFrom<Shape>('list', 'envelope', 'keyed'),
    indent: fc.constantFrom<string | number>(0, 2, 4, '\t'),
    end: fc.constantFrom('', '\n'),
    total: fc.nat({ max: 2 }),
  })
  .map(({ before, now, isChanged, shape, indent, end, total }) => {
    const later = before.flatMap((old, at) => {
      const fresh = now[at] ?? old
      const change = isChanged[at] ?? 0
      if (change === 1) return [{ ...old, count: fresh.count, user: fresh.user }]
      if (change === 2) return at % 2 === 0 ? [] : [{ ...fresh, id: `new-${at}` }, old]
      return [old]
    })
    const print = (list: readonly Row[], page: number): string =>
      JSON.stringify(shaped(list, shape, page), null, indent) + end
    return [print(before, 0), print(later, total)]
  })

function shaped(list: readonly Row[], shape: Shape, total: number): unknown {
  if (shape === 'list') return list
  if (shape === 'envelope') return { meta: { total, at: 'eu' }, data: { 'my.items': list } }
  return { name: 'x', entries: Object.fromEntries(list.map(({ id, ...rest }) => [id, rest])) }
}
