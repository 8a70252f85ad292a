import type {
  CompressBytesResult,
  CompressReadOptions,
  Elsewhere,
  LocalHeadroom,
  RequestBody,
} from '../../../engine/index.ts'
import type { ThreadPool } from './thread-pool.ts'

/** Characters from which on deciding them costs more than telling a thread of the whole body. */
const LARGE = 100_000

/** A headroom whose large bodies are decided by threads of a pool; the outcome is the same. */
export class PooledHeadroom implements LocalHeadroom {
  readonly compress: LocalHeadroom['compress']
  readonly compressBody: LocalHeadroom['compressBody']
  readonly decideRead: LocalHeadroom['decideRead']
  readonly inspectBody: LocalHeadroom['inspectBody']
  readonly retrieve: LocalHeadroom['retrieve']
  readonly close: LocalHeadroom['close']
  readonly #headroom: LocalHeadroom
  readonly #scope: string
  readonly #pool: ThreadPool

  constructor(headroom: LocalHeadroom, { scope, pool }: { scope: string; pool: ThreadPool }) {
    this.#headroom = headroom
    this.#scope = scope
    this.#pool = pool
    this.compress = headroom.compress.bind(headroom)
    this.compressBody = headroom.compressBody.bind(headroom)
    this.decideRead = headroom.decideRead.bind(headroom)
    this.inspectBody = headroom.inspectBody.bind(headroom)
    this.retrieve = headroom.retrieve.bind(headroom)
    this.close = headroom.close.bind(headroom)
  }

  async compressRead(
    body: RequestBody,
    options: CompressReadOptions = {},
  ): Promise<CompressBytesResult> {
    if (body.bytes.length < LARGE) return await this.#headroom.compressRead(body, options)
    const elsewhere = this.#elsewhere(body, options)
    return await this.#headroom.compressRead(body, { elsewhere, ...options })
  }

  #elsewhere(body: RequestBody, options: CompressReadOptions): Elsewhere {
    const { signal, memory: _memory, insertions: _insertions, ...further } = options
    const { elsewhere: _elsewhere, onProgress: _onProgress, ...told } = further
    const { compressUser } = body
    return async ({ characters, known }) => {
      if (characters < LARGE) return undefined
      const bytes = new Uint8Array(body.bytes)
      const task = { scope: this.#scope, bytes, compressUser, options: told, known: known() }
      return await this.#pool.decide(task, signal)
    }
  }
}
