/** The package's worker, but that it can be told to die: the first to hear a message is the first imported. */
import './die-when-told.ts'
import '../../src/runtime-browser/engine-worker.ts'
