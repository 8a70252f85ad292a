import type { Insertion } from '../../engine/index.ts'
import type { Format } from '../upstream/route-of.ts'
import { appendTool } from './append-tool.ts'

/** Where our tool goes in the requests of one conversation, which mostly differ in what is said alone. */
export class ToolPlace {
  #last: { readonly frame: string; readonly insertion: Insertion | undefined } | undefined

  /** As `appendTool` says of a body without what is said in it. */
  in(frame: string, format: Format): Insertion | undefined {
    if (this.#last?.frame !== frame) this.#last = { frame, insertion: appendTool(frame, format) }
    return this.#last.insertion
  }
}
