import { workerWith } from '../proxy/start-worker.ts'
import { describeAgents } from './describe-agents.ts'

describeAgents('workerd', workerWith)
