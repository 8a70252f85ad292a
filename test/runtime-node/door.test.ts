import { describe } from 'vitest'
import * as door from '../../src/runtime-node/index.ts'
import { doorSuite } from '../suites/door.ts'

describe('Node door', () => {
  doorSuite(door, [
    'defaultDirectory',
    'encryptedStore',
    'fileStore',
    'keyFromBytes',
    'keyFromPassphrase',
  ])
})
