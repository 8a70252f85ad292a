import { type Bucket, figureOf } from './traffic.ts'

/** One part of a bar. */
interface Part {
  readonly name: string
  readonly of: (bucket: Bucket | undefined) => number
}

/** What a chart can show: parts that stand on one another. */
export interface Measure {
  readonly name: string
  readonly unit: string
  readonly parts: readonly Part[]
}

function figure(name: string): Part['of'] {
  return (bucket) => figureOf(bucket, name)
}

/** All that can be shown over time. */
export const MEASURES: readonly [Measure, ...Measure[]] = [
  {
    name: 'Tokens',
    unit: 'tokens of what is compressed',
    parts: [
      { name: 'sent', of: figure('after') },
      { name: 'saved', of: figure('saved') },
    ],
  },
  {
    name: "Provider's cache",
    unit: "input tokens by the provider's figures",
    parts: [
      { name: 'read from the cache', of: figure('cache_read') },
      { name: 'written to it', of: figure('cache_write') },
      { name: 'neither', of: figure('input') },
    ],
  },
  {
    name: 'Requests',
    unit: 'requests',
    parts: [
      { name: 'compressed', of: figure('compressed') },
      {
        name: 'passed as they came',
        of: (bucket) => figureOf(bucket, 'requests') - figureOf(bucket, 'compressed'),
      },
    ],
  },
  {
    name: 'Looked up again',
    unit: 'lookups of originals',
    parts: [{ name: 'lookups', of: figure('recalls') }],
  },
]
