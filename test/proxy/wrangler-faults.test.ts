import { describeBrokenStreams } from '../suites/faults/broken-streams.ts'
import { describeHeaders } from '../suites/faults/headers.ts'
import { describeHostile, LIMITS } from '../suites/faults/hostile.ts'
import { describeUntouched } from '../suites/faults/untouched.ts'
import { workerWith } from './start-worker.ts'

/** Of how many places in a stream one is tried: every one is, without a network in between. */
const STEP = Number(process.env['HEADROOM_TEST_STEP'] ?? '97')

describeUntouched('workerd', workerWith({}), STEP)
describeBrokenStreams('workerd', workerWith({}), STEP)
describeHostile('workerd', workerWith(LIMITS), 100)
describeHeaders('workerd', workerWith({}), false)
