/** How an agent starts a server, or where it reaches one. */
export interface ServerEntry {
  /** The command and its arguments; empty for a server that is reached by an address. */
  readonly argv: readonly string[]
  readonly url?: string
  readonly hasHeaders?: boolean
  /** What its settings call the way to it, where they do. */
  readonly transport?: string
}

/** One way of writing servers down. Every function throws `InstallFailure` for a text it can't follow. */
export interface ServerFormat {
  read(text: string, name: string): ServerEntry | undefined
  /** The text with the server in it, in the place of one of that name; the same where nothing changes. */
  put(text: string, name: string, argv: readonly string[]): string
  remove(text: string, name: string): string
  /** The text with another command for a server that stays what it is otherwise. */
  restart(text: string, name: string, argv: readonly string[]): string
}

const GATEWAY = ['mcp', 'gateway']

/** How Headroom itself is started. */
export type Launcher = readonly string[]

/** The entry's command behind the gateway. */
export function wrapped(launcher: Launcher, { argv, url }: ServerEntry): readonly string[] {
  const server = url === undefined ? ['--', ...argv] : ['--url', url]
  return [...launcher, ...GATEWAY, ...server]
}

/** What stands behind the gateway; `undefined` where there is none. */
export function unwrapped({ argv }: ServerEntry): ServerEntry | undefined {
  const at = argv.findIndex((word, index) => word === GATEWAY[0] && argv[index + 1] === GATEWAY[1])
  if (at < 0) return undefined
  const [flag, ...rest] = argv.slice(at + GATEWAY.length)
  if (flag === '--') return { argv: rest }
  const [url] = rest
  return flag === '--url' && url !== undefined ? { argv: [], url } : undefined
}

/** True for a server that is this program's own. */
export function isOwnServer({ argv }: ServerEntry): boolean {
  return argv.some((word, at) => word === 'mcp' && argv[at + 1] === 'serve')
}

export function sameWords(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((word, at) => word === other[at])
}
