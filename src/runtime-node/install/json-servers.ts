import { editJson, isRecord, objectIn, readJson, stringsIn } from './json-text.ts'
import { type ServerEntry, type ServerFormat, sameWords } from './server-entry.ts'

export interface JsonShape {
  /** The member that holds the servers. */
  readonly key: string
  /** Members of an entry besides its command. */
  readonly extra?: Readonly<Record<string, unknown>>
  /** The command with its arguments as one list. */
  readonly isOneList?: boolean
}

/** Servers as members of an object in a JSON file, with or without comments. */
export function jsonServers({ key, extra = {}, isOneList = false }: JsonShape): ServerFormat {
  const read = (text: string, name: string): ServerEntry | undefined => {
    const entry = objectIn(readJson(text), key)[name]
    return isRecord(entry) ? entryOf(entry) : undefined
  }
  const started = (argv: readonly string[]): object =>
    isOneList ? { command: argv } : { command: argv[0], args: argv.slice(1) }
  return {
    read,
    put(text, name, argv) {
      const known = read(text, name)
      if (known !== undefined && sameWords(known.argv, argv)) return text
      const { type, source, ...rest } = extra
      const before = Object.fromEntries(
        Object.entries({ type, source }).filter(([, value]) => value !== undefined),
      )
      return editJson(text, [key, name], { ...before, ...started(argv), ...rest })
    },
    remove(text, name) {
      const servers = objectIn(readJson(text), key)
      if (servers[name] === undefined) return text
      const isLast = Object.keys(servers).length === 1
      return editJson(text, isLast ? [key] : [key, name], undefined)
    },
    restart(text, name, argv) {
      const entry = objectIn(objectIn(readJson(text), key), name)
      // An agent that reads an address, or that the server is reached elsewhere, would not start it.
      const gone = ADDRESSES.filter((member) => member in entry)
      const type = 'type' in entry ? { type: extra['type'] ?? 'stdio' } : {}
      const members = { ...Object.fromEntries(gone.map((one) => [one, undefined])), ...type }
      return Object.entries({ ...members, ...started(argv) }).reduce(
        (edited, [member, value]) => editJson(edited, [key, name, member], value),
        text,
      )
    },
  }
}

/** Members by which agents reach a server elsewhere. */
const ADDRESSES = ['url', 'httpUrl', 'serverUrl']

function entryOf(entry: Readonly<Record<string, unknown>>): ServerEntry {
  const { command, args, headers, http_headers: lines } = entry
  const address = ADDRESSES.map((member) => entry[member]).find((one) => typeof one === 'string')
  if (typeof address === 'string') {
    const transport = typeof entry['type'] === 'string' ? { transport: entry['type'] } : {}
    return { argv: [], url: address, hasHeaders: isFull(headers) || isFull(lines), ...transport }
  }
  return { argv: typeof command === 'string' ? [command, ...stringsIn(args)] : stringsIn(command) }
}

function isFull(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length > 0
}
