import { isRecallTool } from '../../../engine/index.ts'
import { itemsAt, numberAt, parsed, textAt } from '../../answers/json-values.ts'
import { withoutValue, withValue } from '../../json/json-edit.ts'
import { rawItemsAt } from '../../json/json-spans.ts'
import { withReplaced, withSum } from '../sums.ts'
import { isOurCall } from './items.ts'

/** What the client sees of the answers before the last. */
export interface Earlier {
  /** Output items, in JSON text, ours left out. */
  readonly items: readonly string[]
  /** The first answer's id, in JSON text. */
  readonly id: string | undefined
  /** Tokens put out. */
  readonly output: number
}

/** A response without the tool we added to its list. */
export function withoutOurTool(response: string): string {
  const tools = itemsAt(parsed(response), 'tools')
  const last = tools.length - 1
  const isOurs = last >= 0 && isRecallTool(textAt(tools[last], 'name') ?? '')
  return isOurs ? withoutValue(response, ['tools', last]) : response
}

/** The last response of several as the client sees it: all that was put out, our calls left out. */
export function joinedResponse(response: string, earlier: Earlier): string {
  const own = rawItemsAt(response, ['output'])
  const shown = [...earlier.items, ...own.filter((raw) => !isOurCall(parsed(raw)))]
  const isSame = earlier.items.length === 0 && shown.length === own.length
  const filled = isSame ? response : withReplaced(response, ['output'], `[${shown.join(',')}]`)
  const named = withReplaced(filled, ['id'], earlier.id)
  const counted = withSum(named, ['usage', 'output_tokens'], earlier.output)
  return withoutOurTool(withSum(counted, ['usage', 'total_tokens'], earlier.output))
}

/** The items of a response that the client sees. */
export function shownItems(response: string): readonly string[] {
  return rawItemsAt(response, ['output']).filter((raw) => !isOurCall(parsed(raw)))
}

/** Tokens a response put out. */
export function outputOf(response: string): number {
  return numberAt(parsed(response), 'usage', 'output_tokens') ?? 0
}

/** An event's data with its response changed. */
export function withResponse(data: string, response: string | undefined): string {
  return response === undefined ? data : withValue(data, ['response'], response)
}
