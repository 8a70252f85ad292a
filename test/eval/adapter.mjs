// How the measuring stick drives the built package. HEADROOM_EVAL picks the settings:
//   safe                packers only
//   balanced            folds too, with the case's question as the query
//   balanced-no-query   the same as a proxy runs: nobody tells what will be asked
//   aggressive, aggressive-no-query
// `recall` is true for all but `safe`: the scorer answers markers through `retrieve`.
import { createHeadroom, expand as expandMessages, findRefs } from 'headroom-edge'

const settings = process.env.HEADROOM_EVAL ?? 'safe'
const [preset, ...without] = settings.split('-')
const asksWithQuery = without.length === 0 && preset !== 'safe'
let headroom

export async function init() {
  if (!['safe', 'balanced', 'aggressive'].includes(preset)) {
    throw new Error(`HEADROOM_EVAL=${settings}: expected safe, balanced or balanced-no-query`)
  }
  headroom = await createHeadroom({ store: 'memory' })
}

export async function compress({ messages, model, query }) {
  const options = {
    model,
    preset,
    recall: preset !== 'safe',
    ...(asksWithQuery && query ? { query } : {}),
  }
  const { messages: smaller } = await headroom.compress(messages, options)
  return { messages: smaller }
}

export const markers = findRefs
export const expand = expandMessages

/** The whole original behind a ref. */
export async function retrieve(ref) {
  return (await headroom.retrieve(ref))?.content ?? null
}
