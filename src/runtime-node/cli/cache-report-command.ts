import { defaultDirectory } from '../index.ts'
import { runningProxies } from '../proxy/instance-lock.ts'
import { installationToken } from '../proxy/token.ts'
import { CliFailure } from './failure.ts'
import { grouped } from './numbers.ts'
import { printTable } from './table.ts'
import { writeOut } from './terminal.ts'

export interface CacheReportFlags {
  readonly workspaceDir?: string
  readonly json?: true
}

/** What `/stats` says of providers' caches. */
export interface CacheFigures {
  readonly outcomes: Readonly<Record<string, number>>
  readonly tokens_not_read: Readonly<Record<string, number>>
  readonly unstable: readonly {
    readonly place: string
    readonly offset?: number
    readonly what: string
    readonly between: string
    readonly times: number
    readonly tokensBehind: number
  }[]
}

/** `headroom cache-report`: asks the proxies that run here. */
export async function cacheReportCommand(flags: CacheReportFlags): Promise<void> {
  const directory = flags.workspaceDir ?? defaultDirectory()
  const proxies = await runningProxies(directory)
  if (proxies.length === 0) {
    throw new CliFailure(`no proxy is running from ${directory}; headroom proxy starts one`)
  }
  const token = process.env['HEADROOM_PROXY_TOKEN'] || (await installationToken(directory))
  for (const url of proxies) {
    const figures = await figuresOf(url, token)
    const report = flags.json ? `${JSON.stringify({ url, ...figures })}\n` : reportOf(url, figures)
    writeOut(report)
  }
}

async function figuresOf(url: string, token: string): Promise<CacheFigures> {
  const answer = await fetch(`${url}/stats`, { headers: { 'x-headroom-token': token } })
  if (!answer.ok) {
    throw new CliFailure(`${url} answers ${answer.status}; is HEADROOM_PROXY_TOKEN another one?`)
  }
  const { cache } = (await answer.json()) as { readonly cache: CacheFigures }
  return cache
}

const WORDS: Readonly<Record<string, string>> = {
  hit: 'read what was there',
  first: 'first of their conversation',
  lifetime: 'came after its lifetime',
  model: 'went to another model',
  prefix: 'began otherwise than before',
  proxy: 'were handled otherwise by the proxy',
  unknown: 'missed for no reason known',
}

/** The figures, for people. */
export function reportOf(url: string, figures: CacheFigures): string {
  const { outcomes, tokens_not_read: lost, unstable } = figures
  const counts = Object.entries(outcomes).map(([outcome, count]) => [
    WORDS[outcome] ?? outcome,
    grouped(count),
    grouped(lost[outcome] ?? 0),
  ])
  if (counts.length === 0) return `${url}: no provider has said anything of its cache yet\n`
  const places = unstable.map(({ place, offset, what, between, times, tokensBehind }) => [
    offset === undefined ? place : `${place}+${offset}`,
    what,
    between,
    grouped(times),
    grouped(tokensBehind),
  ])
  const columns = (...titles: readonly string[]) =>
    titles.map((title) => ({ title, align: RIGHT.includes(title) ? RIGHTWARD : LEFTWARD }))
  const requests = printTable(columns('requests that', 'requests', 'tokens not read'), counts)
  if (places.length === 0) return `${url}\n${requests}`
  const titles = columns(
    'place',
    'what changes',
    'from one to the next of',
    'times',
    'tokens behind',
  )
  return `${url}\n${requests}\n${printTable(titles, places)}`
}

const LEFTWARD = 'left' as const
const RIGHTWARD = 'right' as const
const RIGHT: readonly string[] = ['requests', 'tokens not read', 'times', 'tokens behind']
