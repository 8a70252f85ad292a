import { describeUntouched } from '../../suites/faults/untouched.ts'
import { nodeWith } from './start-node.ts'

describeUntouched('Node', nodeWith({}), 1)
