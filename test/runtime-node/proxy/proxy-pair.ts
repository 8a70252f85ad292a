import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type RunningProxy, serveProxy } from '../../../src/runtime-node/proxy/serve.ts'
import type { SessionRequest } from '../../sessions/requests.ts'

/** Two proxies over one folder that take turns; each knows only what came by itself, and what the folder says. */
export class ProxyPair {
  readonly #upstream: string
  readonly #directory: string
  readonly #left: RunningProxy[] = []
  #proxies: readonly [RunningProxy, RunningProxy]

  private constructor(
    upstream: string,
    directory: string,
    proxies: readonly [RunningProxy, RunningProxy],
  ) {
    this.#upstream = upstream
    this.#directory = directory
    this.#proxies = proxies
  }

  static async start(upstream: string): Promise<ProxyPair> {
    const directory = await mkdtemp(join(tmpdir(), 'headroom-sessions-'))
    const start = async (): Promise<RunningProxy> => await startProxy(upstream, directory)
    return new ProxyPair(upstream, directory, [await start(), await start()])
  }

  /** What the client is answered. */
  async send(turn: number, { path, body }: SessionRequest): Promise<string> {
    const { url, token } = this.#proxies[turn % 2 === 0 ? 0 : 1]
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${url}/t/${token}${path}`, { method: 'POST', headers, body })
    const text = await answer.text()
    if (answer.status !== 200) throw new Error(`the proxy answered ${answer.status}`)
    return text
  }

  /** One ends as a killed process does, without a word; another takes its place. */
  async kill(): Promise<void> {
    this.#left.push(this.#proxies[0])
    this.#proxies = [await startProxy(this.#upstream, this.#directory), this.#proxies[1]]
  }

  async restart(): Promise<void> {
    await this.#proxies[1].close()
    this.#proxies = [this.#proxies[0], await startProxy(this.#upstream, this.#directory)]
  }

  async empty(): Promise<void> {
    await rm(this.#directory, { recursive: true, force: true })
  }

  async stop(): Promise<void> {
    for (const proxy of [...this.#proxies, ...this.#left]) await proxy.close()
    await this.empty()
  }
}

async function startProxy(upstream: string, directory: string): Promise<RunningProxy> {
  return await serveProxy({
    flags: { port: '0', 'workspace-dir': directory },
    environment: {
      HEADROOM_PROXY_TOKEN: 'of-this-test',
      OPENAI_TARGET_API_URL: upstream,
      ANTHROPIC_TARGET_API_URL: upstream,
      GEMINI_TARGET_API_URL: upstream,
    },
  })
}
