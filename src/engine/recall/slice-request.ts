import { EngineError } from '../errors.ts'

/** First and last, counted from 1, both included. An end behind the last there is means the last. */
export type Range = readonly [from: number, to: number]

/** Which part of an original is wanted. Exactly one of these. */
export type SliceRequest =
  | { readonly lines: Range }
  /**
   * Elements of a JSON list, members of a keyed one, values of NDJSON; of other text its lines. The list
   * is the one at the path in `keys`, else the document's main one (`text/main-list.ts`).
   */
  | { readonly rows: Range; readonly keys?: readonly string[] }
  /**
   * Values of a JSON document by path: `"meta.total"`, `"items.3.name"`. Elements are counted from 0
   * here, as in code; a key that holds dots is found too. In NDJSON the first step is the value's number.
   */
  | { readonly keys: readonly string[] }
  /**
   * The rows or lines that hold these words: as they stand, or, when nothing does, all of them in
   * any order. Letter case is passed over. `from`: the first row or line to look at.
   */
  | { readonly search: string; readonly from?: number }
  /** UTF-16 code units; the way through a line or value that is longer than an answer may be. */
  | { readonly characters: Range }

/** A request that was looked at: one of these kinds. */
export type CheckedRequest =
  | { readonly kind: 'lines' | 'characters'; readonly range: Range }
  | { readonly kind: 'rows'; readonly range: Range; readonly path: string | undefined }
  | { readonly kind: 'keys'; readonly keys: readonly string[] }
  | { readonly kind: 'search'; readonly search: string; readonly from: number }

/** Throws `EngineError('bad-options')` that says what would be right. */
export function checkRequest(request: unknown): CheckedRequest {
  if (typeof request !== 'object' || request === null) throw badRequest(FORMS)
  const asked = new Map(Object.entries(request).filter(([, value]) => value !== undefined))
  switch ([...asked.keys()].sort().join(' ')) {
    case 'lines':
      return { kind: 'lines', range: checkRange('lines', asked.get('lines')) }
    case 'characters':
      return { kind: 'characters', range: checkRange('characters', asked.get('characters')) }
    case 'rows':
    case 'keys rows':
      return { kind: 'rows', range: checkRange('rows', asked.get('rows')), path: pathOf(asked) }
    case 'keys':
      return { kind: 'keys', keys: checkKeys(asked.get('keys')) }
    case 'search':
    case 'from search':
      return {
        kind: 'search',
        search: checkSearch(asked.get('search')),
        from: checkNumber('from', asked.get('from') ?? 1),
      }
    default:
      throw badRequest(FORMS)
  }
}

function pathOf(asked: ReadonlyMap<string, unknown>): string | undefined {
  if (!asked.has('keys')) return undefined
  const [path, ...others] = checkKeys(asked.get('keys'))
  if (others.length > 0) throw badRequest('rows go with one key, the path of their list')
  return path
}

export function badRequest(message: string): EngineError {
  return new EngineError('bad-options', `retrieve: ${message}`)
}

const FORMS =
  'ask for one of { lines: [from, to] }, { rows: [from, to] }, { rows: [from, to], keys: ["path.to.list"] }, { keys: ["path.to.value"] }, { search: "words", from: 1 }, { characters: [from, to] }, or for nothing to have the whole'

const MOST_KEYS = 100
const LONGEST_KEY = 1000
const LONGEST_SEARCH = 1000

function checkRange(name: string, value: unknown): Range {
  if (!Array.isArray(value) || value.length !== 2) {
    throw badRequest(`${name} must be [from, to], e.g. [10, 40]`)
  }
  const [from, to] = [checkNumber(name, value[0]), checkNumber(name, value[1])]
  if (from > to) throw badRequest(`${name} must go upwards, got [${from}, ${to}]`)
  return [from, to]
}

function checkNumber(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 1) return value
  throw badRequest(`${name} are whole numbers from 1`)
}

function checkKeys(value: unknown): readonly string[] {
  const isKeys =
    Array.isArray(value) &&
    value.length > 0 &&
    value.length <= MOST_KEYS &&
    value.every((key) => typeof key === 'string' && key !== '' && key.length <= LONGEST_KEY)
  if (isKeys) return value
  throw badRequest(`keys must be 1 to ${MOST_KEYS} paths, e.g. ["items.3.name"]`)
}

function checkSearch(value: unknown): string {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= LONGEST_SEARCH) {
    return value.trim()
  }
  throw badRequest(`search must be 1 to ${LONGEST_SEARCH} characters, not all of them blank`)
}
