import { type Frame, frameOf, isRecord, type Message, readFrame } from './frame.ts'
import { FrameQueue } from './frame-queue.ts'
import { JsonSpans, splice } from './json-spans.ts'
import { entriesOf, JOINT, mergedCapabilities } from './merged.ts'
import { edited, type Read, type ServerLine } from './server-line.ts'
import type { Wire } from './wire.ts'

/** Where the entries of a list stand in its answer. */
const LISTS: Readonly<Record<string, string>> = {
  'tools/list': 'tools',
  'prompts/list': 'prompts',
  'resources/list': 'resources',
  'resources/templates/list': 'resourceTemplates',
}
/** Pages of one server's list. */
const MOST_PAGES = 100

/**
 * Several servers as one. Tools and prompts go by `server__name`, resources by their addresses; lists come as
 * one page; what only some can answer is asked of one after the other. A server that ends leaves the others.
 */
export class Switchboard implements Wire {
  readonly incoming: FrameQueue = new FrameQueue()
  readonly #lines: readonly ServerLine[]
  /** Which server listed a resource. */
  readonly #owners = new Map<string, ServerLine>()

  constructor(lines: readonly ServerLine[]) {
    this.#lines = lines
    const all = lines.map(async (line, at) => await line.listen((said) => this.#pass(said, at)))
    void Promise.all(all).then(() => this.incoming.close())
  }

  async send(frame: Frame): Promise<void> {
    const read = readFrame(frame)
    if (read === undefined) return
    const { method, id, params } = read.message
    if (method === undefined) await this.#reply(read)
    else if (id !== undefined) void this.#answer(read)
    else if (method === 'notifications/cancelled' && isRecord(params))
      for (const line of this.#lines) await line.cancel(read, params['requestId'])
    else for (const line of this.#lines) await line.tell(frame)
  }

  end(): void {
    for (const line of this.#lines) line.end()
  }

  /** What a server asks goes to the client under an id that says which server asks. */
  #pass({ text, message }: Read, at: number): void {
    const own = JSON.stringify(`${at}:${JSON.stringify(message['id'])}`)
    const edits = message['id'] === undefined ? [] : edited(text, 'id', own)
    this.incoming.push(frameOf(splice(text, edits).trim()))
  }

  async #reply({ text, message }: Read): Promise<void> {
    const [, at = '', id = ''] = /^(\d+):(.*)$/s.exec(String(message['id'])) ?? []
    await this.#lines[Number(at)]?.tell({ raw: splice(text, edited(text, 'id', id)) })
  }

  async #answer(asked: Read): Promise<void> {
    const { id } = asked.message
    const answer = await this.#answerTo(asked).catch(() =>
      errorText(-32_603, 'the gateway can make nothing of it'),
    )
    for (const line of this.#lines) line.forget(id)
    const edits = edited(answer, 'id', JSON.stringify(id))
    this.incoming.push(frameOf(splice(answer, edits).trim()))
  }

  async #answerTo(asked: Read): Promise<string> {
    const method = String(asked.message['method'])
    const key = LISTS[method]
    if (key !== undefined) return await this.#list(asked, key)
    if (method === 'initialize') return await this.#initialize(asked)
    if (method === 'ping' || method === 'logging/setLevel') return await this.#tellAll(asked)
    if (method === 'server/discover') return errorText(-32_601, 'Method not found')
    return await this.#askOne(asked)
  }

  async #initialize(asked: Read): Promise<string> {
    const all = await Promise.all(this.#lines.map(async (line) => await line.ask(asked)))
    const results = all.map(({ message }) => message['result'])
    const begun = results.filter(isRecord)
    if (begun.length === 0) return all[0]?.text ?? errorText(-32_000, 'no server answered')
    const [protocolVersion] = begun.map((result) => String(result['protocolVersion'])).sort()
    const capabilities = mergedCapabilities(begun.map((result) => result['capabilities']))
    const instructions = results.flatMap((result, at) =>
      isRecord(result) && typeof result['instructions'] === 'string'
        ? [`${this.#lines[at]?.name}: ${result['instructions']}`]
        : [],
    )
    return resultText({
      protocolVersion,
      capabilities,
      serverInfo: { name: this.#lines.map(({ name }) => name).join('+'), version: '1' },
      ...(instructions.length > 0 ? { instructions: instructions.join('\n\n') } : {}),
    })
  }

  async #tellAll(asked: Read): Promise<string> {
    await Promise.all(this.#lines.map(async (line) => await line.ask(asked)))
    return resultText({})
  }

  async #list(asked: Read, key: string): Promise<string> {
    const isNamed = key === 'tools' || key === 'prompts'
    const all = await Promise.all(
      this.#lines.map(async (line) => await this.#pagesOf(line, { asked, key, isNamed })),
    )
    return `{"jsonrpc":"2.0","id":0,"result":{"${key}":[${all.flat().join(',')}]}}`
  }

  async #pagesOf(
    line: ServerLine,
    {
      asked,
      key,
      isNamed,
    }: { readonly asked: Read; readonly key: string; readonly isNamed: boolean },
  ): Promise<readonly string[]> {
    const entries: string[] = []
    let params: Message = isRecord(asked.message['params']) ? asked.message['params'] : {}
    for (let page = 0; page < MOST_PAGES; page++) {
      const message = { ...asked.message, params }
      const answer = await line.ask({ text: JSON.stringify(message), message })
      const found = entriesOf(answer, key, isNamed ? line.name : '')
      entries.push(...found)
      if (!isNamed) this.#own(line, found)
      const result = answer.message['result']
      const cursor = isRecord(result) ? result['nextCursor'] : undefined
      if (typeof cursor !== 'string') break
      params = { ...params, cursor }
    }
    return entries
  }

  #own(line: ServerLine, entries: readonly string[]): void {
    for (const entry of entries) {
      const { uri, uriTemplate } = JSON.parse(entry)
      const place = uri ?? uriTemplate
      if (typeof place === 'string') this.#owners.set(place, line)
    }
  }

  /** By the name before the joint, else by the resource's owner, else whoever does not refuse. */
  async #askOne(asked: Read): Promise<string> {
    const params = isRecord(asked.message['params']) ? asked.message['params'] : {}
    const ref = isRecord(params['ref']) ? params['ref'] : {}
    const place =
      typeof params['name'] === 'string' ? ['params', 'name'] : ['params', 'ref', 'name']
    const name = params['name'] ?? ref['name']
    const line = this.#lines.find((one) => isOf(one, name))
    if (line !== undefined) {
      const span = new JsonSpans(asked.text).at(place)
      const bare = JSON.stringify(String(name).slice(line.name.length + JOINT.length))
      return (await line.ask(asked, span === undefined ? [] : [{ ...span, text: bare }])).text
    }
    if (typeof name === 'string')
      return errorText(-32_602, `no server has ${name}: names are server${JOINT}name`)
    const uri = params['uri'] ?? ref['uri']
    const owner = typeof uri === 'string' ? this.#owners.get(uri) : undefined
    return await firstGood(asked, owner === undefined ? this.#lines : [owner])
  }
}

function isOf({ name }: ServerLine, tool: unknown): boolean {
  return typeof tool === 'string' && tool.startsWith(`${name}${JOINT}`)
}

async function firstGood(asked: Read, lines: readonly ServerLine[]): Promise<string> {
  let answer = errorText(-32_601, 'Method not found')
  for (const line of lines) {
    const { text, message } = await line.ask(asked)
    answer = text
    if (message['error'] === undefined) return answer
  }
  return answer
}

function resultText(result: Message): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 0, result })
}

function errorText(code: number, message: string): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 0, error: { code, message } })
}
