import type { Probe, Rival } from './protocol.ts'

/** Longer documents would hold the worker up for minutes in a format made for small ones. */
const LONGEST_FOR_TOON = 4_000_000

export interface Contest {
  /** What came in, and what our engine made of it, block by block. */
  readonly before: readonly string[]
  readonly after: readonly string[]
  /** Our texts with packing undone: a packed value is in sight, written otherwise. */
  readonly readable: readonly string[]
  readonly probes: readonly Probe[]
  readonly count: (text: string) => Promise<number>
}

/** The same texts by other ways of making them smaller, counted by the same tokenizer. */
export async function rivalsOf(contest: Contest): Promise<readonly Rival[]> {
  const { before, after, readable, probes, count } = contest
  const tokens = await counted(after, count)
  const shorter = truncated(before.join('\n'), (await shareOf(before, tokens, count)) ?? 1)
  const toon = await toonOf(before)
  const rivals = [
    { name: 'as it came', how: 'nothing done', texts: before, note: 'nothing is lost' },
    {
      name: 'minified',
      how: 'JSON without white space',
      texts: before.map(minified),
      note: 'JSON only',
    },
    { name: 'TOON', how: '@toon-format/toon', texts: toon, note: 'JSON only; values, not bytes' },
    {
      name: 'cut short',
      how: 'first and last lines, as many tokens as ours',
      texts: [shorter],
      note: 'the middle is gone',
    },
  ]
  const ours: Rival = {
    name: 'Headroom',
    how: 'with the settings above',
    tokens,
    note: 'all of it can be had back',
    survived: probes.map((probe) => [...after, ...readable].some((text) => holds(text, probe))),
    isOurs: true,
  }
  const others = rivals.map(async ({ texts, ...rival }) => ({
    ...rival,
    isOurs: false,
    tokens: texts === undefined ? undefined : await counted(texts, count),
    survived:
      texts === undefined ? [] : probes.map((probe) => texts.some((text) => holds(text, probe))),
  }))
  return [ours, ...(await Promise.all(others))]
}

async function counted(texts: readonly string[], count: Contest['count']): Promise<number> {
  let sum = 0
  for (const text of texts) sum += await count(text)
  return sum
}

async function shareOf(
  texts: readonly string[],
  tokens: number,
  count: Contest['count'],
): Promise<number | undefined> {
  const all = await counted(texts, count)
  return all === 0 ? undefined : Math.min(1, tokens / all)
}

/** The first and the last lines that hold this share of the characters. */
function truncated(text: string, share: number): string {
  if (share >= 1) return text
  const half = Math.floor((text.length * share) / 2)
  const head = text.slice(0, Math.max(0, text.lastIndexOf('\n', half)) || half)
  const tailAt = text.indexOf('\n', text.length - half)
  const tail = text.slice(tailAt === -1 ? text.length - half : tailAt)
  return `${head}\n… [truncated] …${tail}`
}

function minified(text: string): string {
  const value = parsed(text)
  return value === undefined ? text : JSON.stringify(value)
}

async function toonOf(texts: readonly string[]): Promise<readonly string[] | undefined> {
  const values = texts.map((text) => (text.length > LONGEST_FOR_TOON ? undefined : parsed(text)))
  if (values.every((value) => value === undefined)) return undefined
  const { encode } = await import('@toon-format/toon')
  return values.map((value, at) => (value === undefined ? (texts[at] ?? '') : encode(value)))
}

function parsed(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text.slice(0, 200))) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function holds(text: string, { strings }: Probe): boolean {
  return strings.every((string) => text.includes(string))
}
