import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import type { RecordedSession } from '../../sessions/recorded.ts'

const folder = new URL('../../bench/sessions/recorded/', import.meta.url)

/** A session as it was recorded, by its package's name. */
export async function readSession(name: string): Promise<RecordedSession> {
  const packed = await readFile(new URL(`${name}.json.gz`, folder))
  return JSON.parse(gunzipSync(packed).toString()) as RecordedSession
}
