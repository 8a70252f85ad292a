import { describeBrokenStreams } from '../../suites/faults/broken-streams.ts'
import { describeHeaders } from '../../suites/faults/headers.ts'
import { describeHostile, LIMITS } from '../../suites/faults/hostile.ts'
import { describeUntouched } from '../../suites/faults/untouched.ts'
import { nodeWith } from './start-node.ts'

/** Of how many places in a stream one is tried; `HEADROOM_TEST_STEP=1` tries every one. */
const STEP = Number(process.env['HEADROOM_TEST_STEP'] ?? '5')

describeUntouched('Node', nodeWith({}), 1)
describeBrokenStreams('Node', nodeWith({}), STEP)
describeHostile('Node', nodeWith(LIMITS), 1000)
describeHeaders('Node', nodeWith({}), true)
