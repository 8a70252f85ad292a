import { isRecord } from './frame.ts'
import type { Path } from './json-spans.ts'

/** A string in a structured result, and where it stands. */
export interface FoundString {
  readonly path: Path
  readonly text: string
}

/** Characters below which nothing is ever made smaller. */
const SHORTEST = 200
const DEEPEST = 12
const MOST = 1000

/**
 * The long strings of a structured result that may be any string: the tool's schema says no more of them
 * than that, or says nothing. Where it is not plain, they are not free.
 */
export function freeStrings(value: unknown, schema: unknown, path: Path): readonly FoundString[] {
  const found: FoundString[] = []
  const open: Place[] = [{ value, schema, path }]
  for (let place = open.pop(); place !== undefined && found.length < MOST; place = open.pop()) {
    const { value: here, path: at } = place
    if (typeof here === 'string' && here.length >= SHORTEST && isFree(place.schema))
      found.push({ path: at, text: here })
    else if (at.length - path.length < DEEPEST) open.push(...placesIn(place))
  }
  return found
}

interface Place {
  readonly value: unknown
  readonly schema: unknown
  readonly path: Path
}

function placesIn({ value, schema, path }: Place): readonly Place[] {
  const isList = Array.isArray(value)
  if (!(isList || isRecord(value))) return []
  return Object.entries(value)
    .filter(([, member]) => typeof member === 'object' || typeof member === 'string')
    .map(([key, member]) => ({
      value: member,
      schema: memberSchema(schema, key, isList),
      path: [...path, key],
    }))
}

/** Says more of a value than its own schema does. */
const OPAQUE = [
  '$ref',
  '$dynamicRef',
  'allOf',
  'anyOf',
  'oneOf',
  'not',
  'if',
  'const',
  'enum',
  'patternProperties',
  'prefixItems',
  'dependentSchemas',
  'uniqueItems',
  'contains',
]
const UNKNOWN = false

function memberSchema(schema: unknown, key: string, isList: boolean): unknown {
  if (schema === undefined || schema === true) return undefined
  if (!isRecord(schema) || OPAQUE.some((word) => word in schema)) return UNKNOWN
  if (isList) return schema['items']
  const { properties, additionalProperties } = schema
  if (isRecord(properties) && Object.hasOwn(properties, key)) return properties[key]
  return additionalProperties
}

const PLAIN = [
  'type',
  'title',
  'description',
  'default',
  'examples',
  'deprecated',
  'readOnly',
  '$comment',
  '$schema',
]

function isFree(schema: unknown): boolean {
  if (schema === undefined || schema === true) return true
  return isRecord(schema) && Object.keys(schema).every((word) => PLAIN.includes(word))
}
