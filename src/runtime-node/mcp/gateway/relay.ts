import { isRecallTool } from '../../../engine/index.ts'
import type { Origin } from '../shrink-text.ts'
import type { GatewayDesk } from './desk.ts'
import { type Frame, frameOf, isRecord, type Message, readFrame } from './frame.ts'
import { JsonSpans, splice } from './json-spans.ts'
import { ListedTools } from './listed-tools.ts'
import { type PendingCall, PendingCalls } from './pending-calls.ts'
import { textsOfCall, textsOfResources } from './result-texts.ts'
import { holdsOriginal, retrieveAnswer } from './retrieve-call.ts'
import { shrinkTexts } from './shrink.ts'
import type { Wire } from './wire.ts'

/** Requests whose answers may be changed. */
const CHANGED = new Set(['tools/list', 'tools/call', 'resources/read'])

/**
 * One client's conversation with one server. Messages pass in their order and to the byte, known or not;
 * changed are the answers to `tools/call` and `resources/read`, and the last page of `tools/list`.
 */
export class Relay {
  readonly #desk: GatewayDesk
  readonly #client: Wire
  readonly #server: Wire
  readonly #calls = new PendingCalls()
  readonly #tools = new ListedTools()

  constructor(
    desk: GatewayDesk,
    { client, server }: { readonly client: Wire; readonly server: Wire },
  ) {
    this.#desk = desk
    this.#client = client
    this.#server = server
  }

  /** Runs until the server has said its last. When the client goes, the server is told so. */
  async run(): Promise<void> {
    void this.#listenToClient()
    for await (const frame of this.#server.incoming) {
      // Whatever goes wrong here costs the saving alone.
      await this.#client.send(await this.#answered(frame).catch(() => frame))
    }
    this.#client.end()
  }

  async #listenToClient(): Promise<void> {
    for await (const frame of this.#client.incoming) {
      const { message } = readFrame(frame) ?? {}
      if (message !== undefined && (await this.#isOurs(message))) void this.#answer(message)
      else await this.#server.send(frame)
    }
    this.#calls.cancelAll()
    this.#server.end()
  }

  /** Notes what a client's message means for answers to come; true for a call of our own tool. */
  async #isOurs({ id, method, params }: Message): Promise<boolean> {
    if (method === 'notifications/cancelled' && isRecord(params))
      this.#calls.cancel(params['requestId'])
    if (typeof method !== 'string' || id === undefined || !CHANGED.has(method)) return false
    if (method === 'tools/call' && (await this.#asksUs(params))) return true
    this.#calls.add(id, method, params)
    return false
  }

  async #asksUs(params: unknown): Promise<boolean> {
    const name = isRecord(params) ? params['name'] : undefined
    if (this.#desk.observe || typeof name !== 'string' || !isRecallTool(name)) return false
    if (this.#tools.isOffered && name === this.#tools.ownName) return true
    // A list that the client knew before, or another's tool asked by mistake: a ref is a hash, and it is ours.
    return await holdsOriginal(this.#desk, params)
  }

  async #answer(message: Message): Promise<void> {
    await this.#client.send(frameOf(await retrieveAnswer(this.#desk, message)))
  }

  async #answered(frame: Frame): Promise<Frame> {
    if (this.#calls.size === 0) return frame
    const { text, message } = readFrame(frame) ?? {}
    if (text === undefined || message === undefined || 'method' in message) return frame
    const call = this.#calls.get(message['id'])
    if (call === undefined) return frame
    const changed = await this.#changed(text, message['result'], call)
    this.#calls.settle(message['id'])
    return changed === undefined ? frame : frameOf(changed.trimEnd())
  }

  async #changed(text: string, result: unknown, call: PendingCall): Promise<string | undefined> {
    if (!isRecord(result)) return undefined
    if (call.method === 'tools/list') return this.#withOurTool(text, result, call)
    const { isOffered: canRecall } = this.#tools
    const { name, uri, arguments: given } = call.params
    const isCall = call.method === 'tools/call'
    const source = String(isCall ? name : uri)
    if (this.#desk.isLeft(source)) return undefined
    const found = isCall ? textsOfCall(result, this.#tools.get(source)) : textsOfResources(result)
    const origin: Origin = {
      name: isCall ? source : 'resources/read',
      arguments: isCall ? given : { uri },
      canRecall: canRecall || this.#desk.observe,
      signal: call.signal,
    }
    return await shrinkTexts(this.#desk, { text, found }, origin)
  }

  #withOurTool(text: string, result: Message, { params }: PendingCall): string | undefined {
    const { tools, nextCursor } = result
    if (!Array.isArray(tools)) return undefined
    this.#tools.note(tools, { isFirst: params['cursor'] === undefined })
    if (this.#desk.observe || typeof nextCursor === 'string') return undefined
    const list = new JsonSpans(text).at(['result', 'tools'])
    if (list === undefined) return undefined
    const own = `${tools.length === 0 ? '' : ','}${JSON.stringify(this.#tools.offer())}]`
    return splice(text, [{ from: list.to - 1, to: list.to, text: own }])
  }
}
