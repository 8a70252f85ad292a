import { describeSockets } from '../suites/sockets.ts'
import { workerWith } from './start-worker.ts'

describeSockets('workerd', workerWith({}), false)
