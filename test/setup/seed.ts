import fc from 'fast-check'
import { inject } from 'vitest'

declare module 'vitest' {
  interface ProvidedContext {
    readonly seed: number | 'random'
  }
}

const seed = inject('seed')
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed })
