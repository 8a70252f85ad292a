import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { SETTINGS, type Setting } from '../../../src/proxy/index.ts'

const textOf = (path: string): string =>
  readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const page = textOf('docs/proxy.md')

/** What is set where nobody says otherwise, as the table has it. */
function standardOf(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return typeof value === 'number' || typeof value === 'string' ? `${value}` : '–'
}

function rowOf({ flag, variable, standard, about, live }: Setting<unknown>): string {
  const names = flag === undefined ? '–' : `\`--${flag}\``
  const moment = live === true ? 'yes' : ''
  return `| ${names} | \`${variable}\` | ${standardOf(standard)} | ${moment} | ${about} |`
}

describe('docs/proxy.md', () => {
  it('has every setting in its table, as it is', () => {
    const rows = Object.values(SETTINGS).map((setting) => rowOf(setting as Setting<unknown>))
    expect(rows.filter((row) => !page.includes(`\n${row}\n`))).toEqual([])
    expect(page.match(/^\| (?:`--[a-z-]+`|–) \| `[A-Z_]+` \|/gm)).toHaveLength(rows.length)
  })

  it('names every route of ours', () => {
    const sources = ['operations/routes', 'routes/compress', 'routes/retrieve', 'routes/mcp']
    const routes = sources.flatMap((name) =>
      [...textOf(`src/proxy/${name}.ts`).matchAll(/app\.(?:all|get|post)\(\s*'([^':]+)/g)].map(
        ([, path = '']) => path,
      ),
    )
    expect(routes.length).toBeGreaterThan(10)
    expect(routes.filter((path) => !page.includes(path))).toEqual([])
  })

  it('names every header of ours that the code reads', () => {
    const sources = [
      'access/check-access',
      'access/caller',
      'exchange/mode',
      'exchange/preset-header',
    ]
    const headers = sources.flatMap((name) => [
      ...textOf(`src/proxy/${name}.ts`).matchAll(/'(x-headroom-[a-z-]+)'/g),
    ])
    const names = new Set(headers.map(([, name = '']) => name))
    expect(names.size).toBeGreaterThan(4)
    expect([...names].filter((name) => !page.includes(name))).toEqual([])
  })
})
