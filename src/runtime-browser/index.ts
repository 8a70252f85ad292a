import {
  type CompressOnceOptions,
  type CompressResult,
  type CountOptions,
  EngineError,
  type EngineOptions,
  type Headroom,
  memoryStore,
  openDoor,
  type Store,
} from '../engine/index.ts'
import { idbStore } from './idb-store.ts'
import { browserPlatform } from './platform.ts'
