import { createHeadroom, serveHeadroom } from '../../src/runtime-browser/index.ts'

serveHeadroom(self, createHeadroom({ preset: 'aggressive' }))
