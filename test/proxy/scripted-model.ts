import type { ServerResponse } from 'node:http'
import type { Format } from '../../src/proxy/upstream/route-of.ts'
import { asksOn, faultsOf, type Heard, hear, type Said } from './model-request.ts'
import { type Block, PROVIDERS, type Script } from './recall/scripts.ts'
import { type Asked, startUpstream } from './scripted-upstream.ts'

/** What the model does about a request. */
export type Doing =
  | { readonly script: Script }
  /** Answers with an error's status. */
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Goes without an answer. */
  | { readonly hangsUp: true }
  /** Streams half of the script, and then breaks off, ends, says that it failed, falls silent, or goes on forever. */
  | { readonly script: Script; readonly half: 'reset' | 'end' | 'error' | 'silent' | 'endless' }

type Half = Extract<Doing, { readonly half: string }>['half']

/** What a model makes of a request. */
type Deciding = (heard: Heard) => Doing | Promise<Doing>

/** A model behind the four APIs, which refuses what the real ones refuse. */
export interface Model {
  /** Every request that was for the model to answer, in its order. */
  readonly heard: Heard[]
  /** What the real one would not have taken. */
  readonly faults: string[]
  /** What it says next, and next, and next; the last again and again. */
  say(...doings: readonly Deciding[]): void
  /** Resolves when a client has let an endless answer go. */
  readonly gone: () => Promise<void>
  /** True for a request with which the proxy asks on by itself. */
  isAskedOn(heard: Heard): boolean
}

/** A model, and how it answers what an upstream was asked. */
export interface AnsweringModel extends Model {
  answer(asked: Asked, outgoing: ServerResponse): Promise<void>
}

/** A model with an upstream of its own. */
export interface ScriptedModel extends Model {
  readonly url: string
  stop(): Promise<void>
}

/** The name of the tool that no client may see. */
const PRIVATE = 'headroom_retrieve'

/** Tokens that every request counts. */
export const COUNTED = 1234

export async function startModel(): Promise<ScriptedModel> {
  const upstream = await startUpstream()
  const { answer, ...model } = createModel()
  upstream.answer = answer
  return { ...model, url: upstream.url, stop: async () => await upstream.stop() }
}

/** A model without an upstream. */
export function createModel(): AnsweringModel {
  const mind = new Mind()
  return {
    heard: mind.heard,
    faults: mind.faults,
    say: (...doings) => mind.say(doings),
    gone: async () => await mind.gone,
    isAskedOn: (heard) => asksOn(heard, (id) => mind.privateCalls.has(id)),
    answer: async (asked, outgoing) => await mind.answer(asked, outgoing),
  }
}

class Mind {
  readonly heard: Heard[] = []
  readonly faults: string[] = []
  readonly privateCalls = new Set<string>()
  gone: Promise<void> = Promise.resolve()
  readonly #thoughts = new Set<string>()
  #doings: readonly Deciding[] = []
  #answered = 0

  say(doings: readonly Deciding[]): void {
    this.#doings = [...doings]
    this.heard.length = 0
    this.faults.length = 0
  }

  async answer({ url, body }: Asked, outgoing: ServerResponse): Promise<void> {
    const heard = hear(url, body.toString())
    this.heard.push(heard)
    const isOwn = ({ text, signature }: Said): boolean => this.#thoughts.has(signature + text)
    this.faults.push(...faultsOf(heard, isOwn))
    if (/count_?tokens|input_tokens/i.test(url)) {
      answerCount(heard.format, outgoing)
      return
    }
    const [next, ...rest] = this.#doings
    if (next === undefined) throw new Error('nothing was scripted')
    if (rest.length > 0) this.#doings = rest
    this.#do(await this.#decided(next, heard), heard, outgoing)
  }

  /** A script that fails must not leave its client waiting. */
  async #decided(next: Deciding, heard: Heard): Promise<Doing> {
    try {
      return await next(heard)
    } catch (error) {
      this.faults.push(String(error))
      return { status: 500 }
    }
  }

  #do(doing: Doing, heard: Heard, outgoing: ServerResponse): void {
    if ('hangsUp' in doing) return void outgoing.destroy()
    if ('status' in doing) {
      refuse(doing, heard.format, outgoing)
      return
    }
    for (const block of doing.script.blocks) this.#remember(block, heard.format)
    const number = this.#answered++
    const provider = PROVIDERS[heard.format]
    const type = heard.isStream ? 'text/event-stream' : 'application/json'
    outgoing.writeHead(200, { 'content-type': type, 'x-request-id': `req_${number}` })
    const text = heard.isStream
      ? provider.stream(doing.script, number)
      : provider.whole(doing.script, number)
    if (!('half' in doing)) return void outgoing.end(text)
    const events = text.split(/(?<=\n\n)/)
    const begun = heard.isStream
      ? events.slice(0, Math.ceil(events.length / 2)).join('')
      : text.slice(0, 40)
    outgoing.write(begun)
    this.#end(doing.half, heard.format, outgoing)
  }

  #end(half: Half, format: Format, outgoing: ServerResponse): void {
    if (half === 'reset') return void setTimeout(() => outgoing.destroy(), 30)
    if (half === 'end') return void outgoing.end()
    if (half === 'silent') return
    if (half === 'error') return void outgoing.end(errorEvent(format))
    const timer = setInterval(() => outgoing.write(': still here\n\n'), 20)
    this.gone = new Promise((resolve) => {
      outgoing.on('close', () => {
        clearInterval(timer)
        resolve()
      })
    })
  }

  #remember(block: Block, format: Format): void {
    if (block.kind === 'call' && block.name === PRIVATE) this.privateCalls.add(block.id)
    // Chat has no signatures, and its clients send no thoughts back.
    if (block.kind === 'thought' && format !== 'openai-chat') {
      this.#thoughts.add(block.signature + block.text)
    }
  }
}

function answerCount(format: Format, outgoing: ServerResponse): void {
  const counts = format === 'gemini' ? { totalTokens: COUNTED } : { input_tokens: COUNTED }
  const object = format === 'openai-responses' ? { object: 'response.input_tokens' } : {}
  outgoing.writeHead(200, { 'content-type': 'application/json' })
  outgoing.end(JSON.stringify({ ...object, ...counts }))
}

const ANTHROPIC_ERRORS: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  429: 'rate_limit_error',
  500: 'api_error',
  529: 'overloaded_error',
}

const GEMINI_ERRORS: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  429: 'RESOURCE_EXHAUSTED',
  500: 'INTERNAL',
  529: 'UNAVAILABLE',
}

/** An error as each API words it. */
function errorBody(format: Format, status: number): object {
  const message = `scripted ${status}`
  if (format === 'anthropic') {
    return {
      type: 'error',
      error: { type: ANTHROPIC_ERRORS[status], message },
      request_id: 'req_e',
    }
  }
  return format === 'gemini'
    ? { error: { code: status, message, status: GEMINI_ERRORS[status] } }
    : {
        error: {
          message,
          type: status < 500 ? 'invalid_request_error' : 'server_error',
          code: null,
          param: null,
        },
      }
}

function refuse(
  { status, headers = {} }: Extract<Doing, { readonly status: number }>,
  format: Format,
  outgoing: ServerResponse,
): void {
  outgoing.writeHead(status, {
    'content-type': 'application/json',
    'x-request-id': 'req_e',
    ...headers,
  })
  outgoing.end(JSON.stringify(errorBody(format, status)))
}

/** How each API says within a stream that it failed. */
function errorEvent(format: Format): string {
  if (format === 'openai-responses') {
    const error = {
      type: 'error',
      code: 'server_error',
      message: 'scripted 500',
      param: null,
      sequence_number: 9,
    }
    return `event: error\ndata: ${JSON.stringify(error)}\n\n`
  }
  const body = JSON.stringify(errorBody(format, format === 'anthropic' ? 529 : 500))
  return format === 'anthropic' ? `event: error\ndata: ${body}\n\n` : `data: ${body}\n\n`
}
