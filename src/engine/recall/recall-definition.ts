/** What the model reads of the recall tool; every request with tools carries it, so it is short. */
export const RECALL_ABOUT =
  'Gives back the text behind a line like [… nothing lost: headroom_retrieve(ref="…") …], exactly as it was. Use it when what you need was left out there. Pass the ref as hash; add one of lines, rows, keys, search, characters for a part.'

const range = {
  type: 'array',
  items: { type: 'integer' },
  description: '[from, to], from 1',
} as const

/** A JSON schema of an object. */
export interface ObjectSchema {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, object>>
  readonly required: readonly string[]
}

/** What it takes, as a JSON schema. Names and their order never change, so that no prefix does. */
export const RECALL_PARAMETERS: ObjectSchema = {
  type: 'object',
  properties: {
    hash: { type: 'string', description: 'the ref' },
    lines: range,
    rows: range,
    keys: {
      type: 'array',
      items: { type: 'string' },
      description: 'JSON paths, e.g. items.3.name',
    },
    search: { type: 'string', description: 'words to find' },
    characters: range,
  },
  required: ['hash'],
}
