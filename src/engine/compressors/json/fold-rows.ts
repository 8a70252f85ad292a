import type {
  CompressContext,
  Fold,
  Folder,
  Omission,
  Passage,
} from '../../contracts/compressor.ts'
import { indexJson, indexJsonSequence } from '../../text/json-index.ts'
import { readCells } from './fold/cells.ts'
import { chooseAnswer, chooseRows } from './fold/choose.ts'
import { addColumnMarks } from './fold/column-marks.ts'
import { estimateCosts } from './fold/costs.ts'
import { describeGaps } from './fold/describe-gaps.ts'
import { addExamples } from './fold/examples.ts'
import { hiddenRuns, spanOf } from './fold/gaps.ts'
import { addQueryMarks, addSearchMarks, extremeBits, namesAnswer } from './fold/query-marks.ts'
import { elementsOf, findRowLists, type JsonText, sizeOf } from './fold/row-lists.ts'
import type { Table } from './fold/table.ts'
import { judgeRows } from './fold/worth.ts'

/**
 * Leaves rows out of the lists of a JSON text: elements of arrays, entries of keyed maps, values of
 * NDJSON, at every depth. What stays is what tells most a token: both ends, errors, rare values and
 * shapes, outliers and breaks in numbers, rows the query names, and a sample of the rest.
 */
export const foldRows: Folder = {
  mode: 'fold',
  name: 'json/fold-rows',
  accepts: ['json'],
  knowsAnswer: true,
  fold: foldPassage,
}

function foldPassage({ text, origin }: Passage, context: CompressContext): Fold | undefined {
  const json = readJson(text)
  if (json === undefined) return undefined
  const lists = findRowLists(json)
  if (lists.count === 0) return undefined
  const table: Table = { json, lists, cells: readCells(json, lists) }
  const costs = estimateCosts(table, context.countTokens)
  if (costs.total <= context.targetTokens) return undefined
  const shown = chooseShown(table, costs, { ...context, input: origin?.input ?? '' })
  return shown === undefined ? undefined : foldOf(table, shown, context.query)
}

/** One value with white space around it, or a sequence of values on lines of their own. */
function readJson(text: string): JsonText | undefined {
  const start = text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0
  const index = indexJson(text, start)
  if (index === undefined) return undefined
  if (text.slice(index.ends[0]).trim() === '') return { text, index, isSequence: false }
  const sequence = indexJsonSequence(text, { start, end: text.length })
  return sequence === undefined ? undefined : { text, index: sequence, isSequence: true }
}

const BYTE_ORDER_MARK = 0xfeff

function chooseShown(
  table: Table,
  costs: ReturnType<typeof estimateCosts>,
  context: CompressContext & { readonly input: string },
): Uint8Array | undefined {
  const { query, targetTokens, signal } = context
  const worth = judgeRows(table, { costs, targetTokens })
  signal?.throwIfAborted()
  addExamples(table, worth.examples)
  addColumnMarks(table, worth.bonuses, { extremeBits: extremeBits(table, query) })
  addQueryMarks(table, worth, query)
  const isFound = addSearchMarks(table, worth, context.input)
  signal?.throwIfAborted()
  if (context.onlyAnswer !== true) {
    return chooseRows(table, worth, { costs, targetTokens, isBudget: context.isBudget === true })
  }
  const isKnown = isFound || namesAnswer(worth)
  return isKnown ? chooseAnswer(table, worth, { costs, targetTokens }) : undefined
}

function foldOf(table: Table, shown: Uint8Array, query: string): Fold | undefined {
  const { json, lists } = table
  const runs = hiddenRuns(table, shown)
  if (runs.length === 0) return undefined
  const summaries = describeGaps(table, { runs, shown, query })
  const omissions = runs.map((run, place): Omission => {
    const numbers = elementsOf(json.index, lists, run)
    return { ...spanOf(table, run), unit: 'rows', ...numbers, summary: summaries[place] ?? '' }
  })
  omissions.sort((one, other) => one.start - other.start)
  const touched = new Set(runs.map(({ list }) => list))
  let total = 0
  for (const list of touched) total += sizeOf(json.index, lists, list)
  return { omissions, total, unit: 'rows' }
}
