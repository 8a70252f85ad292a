// One session through a pair of proxies, and what it would be billed.
import { countTokens, expandBody } from '../../../dist/runtime-node/index.js'
import { cachedOf, compare, continues, textsOf } from './modules.mjs'

const known = new Map()

/** Exact counts, each text counted once. */
async function counterFor(texts) {
  for (const text of texts) if (!known.has(text)) known.set(text, await countTokens(text))
  return (text) => known.get(text)
}

/** Sends the requests one after the other, with faults at even distances between them. */
export async function replay(requests, pair, upstream) {
  const faultAt = new Map(
    pair.faults.map((fault, at) => [
      Math.floor(((at + 1) * requests.length) / (pair.faults.length + 1)),
      fault,
    ]),
  )
  const turns = []
  for (const [turn, { path, body, needs }] of requests.entries()) {
    await faultAt.get(turn)?.()
    await pair.send(turn, path, body)
    turns.push({ asked: cachedOf(body), sent: cachedOf(upstream.last()), needs })
  }
  const unpacked = cachedOf(await expandBody(upstream.last())).results
  return await billed(turns, unpacked)
}

async function billed(turns, unpacked) {
  const count = await counterFor(textsOf(turns))
  const { direct, ours } = compare(turns, unpacked, count)
  const kept = turns.filter(({ sent }, at) => at > 0 && continues(turns[at - 1].sent, sent)).length
  return {
    turns: turns.length,
    kept: kept / (turns.length - 1),
    direct: direct.cost,
    ours: ours.cost,
    fetched: ours.fetched,
    fetchCost: ours.fetchCost,
    blocks: blocksOf(turns.at(-1), count),
  }
}

/** Tokens before and after, a block, to see where they go. */
function blocksOf({ asked, sent }, count) {
  return asked.results.map((text, at) => ({
    before: count(text),
    after: count(sent.results[at] ?? ''),
    text,
  }))
}
