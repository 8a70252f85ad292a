import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { Machine } from '../../../src/runtime-node/install/places.ts'
import { serviceLog } from '../cli/headroom.ts'

/** A home of its own, which is gone after the test. */
export async function home(): Promise<{ readonly folder: string; readonly machine: Machine }> {
  const folder = await mkdtemp(join(tmpdir(), 'hr-hooks-'))
  onTestFinished(async () => await rm(folder, { recursive: true, force: true }))
  return { folder, machine: { platform: 'linux', home: folder, environment: {} } }
}

/** What Claude Code 2.1.330 writes to a hook, for a command that printed a log. */
export function bashSaid(
  more: object = {},
  output: object = {},
): Readonly<Record<string, unknown>> {
  return {
    session_id: 's1',
    transcript_path: '/nonexistent/s1.jsonl',
    cwd: '/nonexistent',
    permission_mode: 'default',
    hook_event_name: 'PostToolUse',
    tool_name: 'Bash',
    tool_input: { command: 'cat service.log', description: 'A step' },
    tool_response: {
      stdout: LOG,
      stderr: '',
      interrupted: false,
      isImage: false,
      noOutputExpected: false,
      ...output,
    },
    tool_use_id: 'toolu_1',
    duration_ms: 12,
    ...more,
  }
}

/** What a command printed. */
export const LOG: string = serviceLog(250)
