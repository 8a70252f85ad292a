import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { agentNamed } from '../../../src/runtime-node/install/mcp-install.ts'
import { wrapped } from '../../../src/runtime-node/install/server-entry.ts'

const formatOf = (name: string) => (agentNamed(name) ?? expect.unreachable(name)).format

/** A word as people write it, and what it is. */
const word: fc.Arbitrary<readonly [string, string]> = fc.oneof(
  fc.constantFrom('npx', '-y', '--flag=1', './a.mjs', '8080', 'true').map(plain),
  fc
    .string({ maxLength: 12 })
    .map((text): readonly [string, string] => [JSON.stringify(text), text]),
  fc
    .stringMatching(/^[ -&(-~é世😀]{0,12}$/u)
    .map((text): readonly [string, string] => [`'${text}'`, text]),
)

function plain(text: string): readonly [string, string] {
  return [text, text]
}

const remark = fc.constantFrom('', '', ' # why', ' # "quoted" - [x]: y', '   #')
const between = fc.constantFrom('', '', '# a line', '', '  # - name: mine')
const ends = fc.constantFrom('\n', '\r\n')

interface Case {
  readonly before: readonly string[]
  readonly own: readonly string[]
  readonly after: readonly string[]
  readonly eol: string
  readonly isEnded: boolean
  readonly argv: readonly string[]
}

/** Settings with one server "mine" among others, in the ways of writing that are taken. */
function settings(isList: boolean, commandKey: string): fc.Arbitrary<Case> {
  const parts = fc.record({
    command: word.filter(([, text]) => text !== ''),
    args: fc.option(fc.array(word, { maxLength: 4 }), { nil: undefined }),
    style: fc.constantFrom('flow', 'lines', 'flow over lines', 'dashes below the key'),
    indent: fc.constantFrom(2, 4),
    remark,
    between,
    eol: ends,
    isEnded: fc.boolean(),
    isLast: fc.boolean(),
    hasOthers: fc.boolean(),
  })
  return parts.map((written) => {
    const { command, args, isLast, hasOthers, between, remark, eol, isEnded } = written
    const other = [otherIn(isList, { ...written, commandKey }), between]
    return {
      before: [
        '# first',
        'a: &x {b: 1}',
        `${isList ? 'mcpServers' : 'extensions'}:${remark}`,
        between,
        ...(hasOthers ? other : []),
      ],
      own: ownIn(isList, { ...written, commandKey }),
      after: [between, ...(hasOthers ? [] : other), ...(isLast ? [] : ['z: *x', 'mine: 1'])],
      eol,
      isEnded,
      argv: [command[1], ...(args ?? []).map(([, text]) => text)],
    }
  })
}

interface Written {
  readonly command: readonly [source: string, text: string]
  readonly args: readonly (readonly [source: string, text: string])[] | undefined
  readonly style: string
  readonly indent: number
  readonly remark: string
  readonly commandKey: string
}

function padOf(isList: boolean, { indent }: Pick<Written, 'indent'>): string {
  return ' '.repeat(isList && indent === 2 ? 0 : indent)
}

function otherIn(isList: boolean, written: Pick<Written, 'indent' | 'commandKey'>): string {
  const [pad, { commandKey }] = [padOf(isList, written), written]
  return isList
    ? `${pad}- {name: other, ${commandKey}: x, args: [mine]}`
    : `${pad}other: {${commandKey}: x, args: [mine]}`
}

function ownIn(isList: boolean, written: Written): readonly string[] {
  const { command, args, style, remark, commandKey } = written
  const pad = padOf(isList, written)
  const sources = args?.map(([source]) => source)
  const lines = [
    `${commandKey}: ${command[0]}${remark}`,
    ...(sources === undefined ? [] : argsIn(style, sources, remark)),
    `env:${remark}`,
    `  TOKEN: "a: b" # kept`,
    `  LONG: |`,
    `    - name: mine`,
    `    # no remark`,
  ]
  const head = isList ? `- name: 'mine'${remark}` : `"mine":${remark}`
  return [pad + head, ...lines.map((line) => `${pad}  ${line}`)]
}

function argsIn(style: string, sources: readonly string[], remark: string): readonly string[] {
  if (sources.length === 0) return style === 'flow' ? ['args: []'] : [`args:${remark}`]
  if (style === 'flow') return [`args: [ ${sources.join(' , ')} ]${remark}`]
  if (style === 'flow over lines')
    return ['args: [', ...sources.map((one) => `  ${one},${remark}`), ']']
  const gap = style === 'lines' ? '  ' : ''
  return [
    `args:${remark}`,
    ...sources.flatMap((one) => [`${gap}- ${one}${remark}`, `${gap}# next`]),
  ]
}

function joined(lines: readonly string[], { eol, isEnded }: Case): string {
  return lines.join(eol) + (isEnded ? eol : '')
}

describe.each([
  ['continue', true, 'command'],
  ['goose', false, 'cmd'],
] as const)('servers in YAML, as %s has them', (name, isList, commandKey) => {
  const format = formatOf(name)

  it('reads every way of writing a command as YAML does', () => {
    fc.assert(
      fc.property(settings(isList, commandKey), (one) => {
        const text = joined([...one.before, ...one.own, ...one.after], one)
        expect(format.read(text, 'mine')?.argv).toEqual(one.argv)
      }),
    )
  })

  it('wraps and unwraps one entry; every byte of all else stays', () => {
    fc.assert(
      fc.property(settings(isList, commandKey), (one) => {
        const text = joined([...one.before, ...one.own, ...one.after], one)
        const argv = wrapped(['headroom'], { argv: one.argv })
        const now = format.restart(text, 'mine', argv)
        expect(format.read(now, 'mine')?.argv).toEqual(argv)
        const head = one.before.map((line) => line + one.eol).join('')
        const tail = joined(one.after, one)
        expect(now.startsWith(head)).toBe(true)
        expect(now.endsWith(tail)).toBe(true)
        const env = one.own.slice(one.own.findIndex((line) => line.includes('env:'))).join(one.eol)
        expect(now).toContain(env)
        expect(now.replaceAll('\r\n', '').includes(one.eol === '\n' ? '\r' : '\n')).toBe(false)

        const back = format.restart(now, 'mine', one.argv)
        expect(meant(back)).toEqual(withArgs(meant(text), isList))
        expect(back.startsWith(head) && back.endsWith(tail)).toBe(true)
        expect(format.restart(back, 'mine', argv)).toBe(now)
      }),
    )
  })

  it('adds a server and takes it out again; every byte of all else stays', () => {
    fc.assert(
      fc.property(settings(isList, commandKey), (one) => {
        const text = joined([...one.before, ...one.own, ...one.after], one)
        const now = format.put(text, 'headroom', ['headroom', 'mcp', 'serve'])
        expect(format.read(now, 'headroom')?.argv).toEqual(['headroom', 'mcp', 'serve'])
        expect(format.remove(now, 'headroom')).toBe(text)
      }),
    )
  })
})

/** What a text says, with every value as it is spelt. */
function meant(text: string): Readonly<Record<string, unknown>> {
  return parse(text, { schema: 'failsafe' })
}

/** A list of no arguments says what none says. */
function withArgs(value: Readonly<Record<string, unknown>>, isList: boolean): unknown {
  const key = isList ? 'mcpServers' : 'extensions'
  const servers = value[key] as Readonly<
    Record<string, { readonly args?: unknown; readonly name?: string }>
  >
  const filled = Object.entries(servers).map(([member, server]) => [
    member,
    (isList ? server.name : member) === 'mine' ? { ...server, args: server.args || [] } : server,
  ])
  const all = Object.fromEntries(filled)
  return { ...value, [key]: isList ? Object.values(all) : all }
}

it('leaves remarks beside words that stay, and those above the next server', () => {
  const { restart, put, remove } = formatOf('goose')
  const text =
    'extensions:\n  # first\n  mine:\n    cmd: npx # by name\n    args:\n      - -y # yes\n      - server\n'
  const now = restart(text, 'mine', ['headroom', 'mcp', 'gateway', '--', 'npx', '-y', 'server'])
  expect(now).toBe(
    'extensions:\n  # first\n  mine:\n    cmd: "headroom" # by name\n    args:\n      - "mcp"\n      - "gateway"\n      - "--"\n      - "npx"\n      - -y # yes\n      - server\n',
  )
  const own = put(text, 'headroom', ['headroom', 'mcp', 'serve'])
  expect(remove(`${own}other: 1\n`, 'headroom')).toBe(`${text}other: 1\n`)
  const rewritten =
    'extensions:\n  headroom:\n    cmd: headroom\n    description:\n    # none\n  mine:\n    cmd: npx\n'
  expect(remove(rewritten, 'headroom')).toBe('extensions:\n  mine:\n    cmd: npx\n')
})
