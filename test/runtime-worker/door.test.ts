import { describe } from 'vitest'
import * as door from '../../src/runtime-worker/index.ts'
import { doorSuite } from '../suites/door.ts'

describe('worker door', () => {
  doorSuite(door, ['Originals', 'durableStore'])
})
