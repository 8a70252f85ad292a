import type { ProxyHost } from '../../proxy/index.ts'
import { countTokens } from '../index.ts'
import type { SavingsSum } from '../mcp/savings.ts'
import { SavingsLog } from '../savings/savings-log.ts'

/** Notes what a proxy saves where `headroom stats` finds it. */
export class NotedSavings {
  readonly #log: SavingsLog

  constructor(directory: string) {
    this.#log = new SavingsLog(directory)
  }

  /** What a request saved that has ended. */
  readonly recorded: NonNullable<ProxyHost['recorded']> = ({ mode, project, tokensSavedNew }) => {
    if (mode === 'on')
      this.#log.note({
        door: 'proxy',
        project,
        tokensSaved: tokensSavedNew,
        tokensRetrieved: 0,
      })
  }

  /** What was looked up again. */
  readonly retrieved: NonNullable<ProxyHost['retrieved']> = (project, text) => {
    void this.#noteRetrieved(project, text)
  }

  /** What a tool of the protocol did. */
  called(project: string, { tokensBefore, tokensAfter, tokensRetrieved }: SavingsSum): void {
    const tokensSaved = tokensBefore - tokensAfter
    this.#log.note({ door: 'mcp serve', project, tokensSaved, tokensRetrieved })
  }

  async #noteRetrieved(project: string, text: string): Promise<void> {
    const tokensRetrieved = await countTokens(text)
    this.#log.note({ door: 'proxy', project, tokensSaved: 0, tokensRetrieved })
  }

  /** Writes down what was noted last. */
  async close(): Promise<void> {
    await this.#log.flush()
  }
}
