import { join } from 'node:path'
import type { Part } from '../install/change.ts'
import type { Machine } from '../install/places.ts'
import { terminalConfig } from '../install/places.ts'
import type { Launcher } from '../install/server-entry.ts'
import { CLAUDE_MATCHER, CLAUDE_TOOLS } from './claude-surface.ts'
import { hasHook, othersFor, settingsPart, switchesHooksOff } from './hook-settings.ts'
import { CLAUDE_TRIAL, type HookTrial, OPENCODE_TRIAL, PI_TRIAL } from './hook-trials.ts'
import { isOwnPlugin, opencodePart, piPart } from './plugin-file.ts'

/** How our hook is started for an agent. */
export interface HookStart {
  readonly launcher: Launcher
  /** Options behind `headroom hook run AGENT`. */
  readonly flags: readonly string[]
}

/** A way of an agent's to let another program replace what a tool gave back. */
export interface HookWay {
  /** Where it is switched on. */
  file(machine: Machine): string
  part(start: HookStart): Part
  /** True where the file switches ours on. */
  isIn(text: string): boolean
  /** True where it switches all hooks off. */
  isOff?(text: string): boolean
  /** Other programs in the file that may replace the same outputs. */
  rivals?(text: string): readonly string[]
  /** How the agent is run on its own against a provider of ours, to see whether it works. */
  readonly trial: HookTrial
}

/** An agent that has hooks. */
export interface HookAgent {
  readonly name: string
  readonly title: string
  /** None for an agent whose hooks can replace nothing. */
  readonly way?: HookWay
  /** Why there is none. */
  readonly inert?: string
}

/** By the agents' own documentation, each tried with the version that the tests drive. */
export const HOOK_AGENTS: readonly HookAgent[] = [
  {
    name: 'claude',
    title: 'Claude Code',
    way: {
      file: ({ home, environment }) =>
        join(environment['CLAUDE_CONFIG_DIR'] || join(home, '.claude'), 'settings.json'),
      part: (start) =>
        settingsPart(commandOf('claude', start), [
          { event: 'PostToolUse', matcher: CLAUDE_MATCHER },
          // Starts the helper, so that it is warm for the first tool.
          { event: 'SessionStart' },
        ]),
      isIn: hasHook,
      isOff: switchesHooksOff,
      rivals: (text) => othersFor(text, 'PostToolUse', CLAUDE_TOOLS),
      trial: CLAUDE_TRIAL,
    },
  },
  {
    name: 'opencode',
    title: 'OpenCode',
    way: {
      file: (machine) => join(terminalConfig(machine), 'opencode', 'plugin', 'headroom.js'),
      part: ({ flags }) => opencodePart(flags),
      isIn: isOwnPlugin,
      trial: OPENCODE_TRIAL,
    },
  },
  {
    name: 'pi',
    title: 'pi',
    way: {
      file: ({ home, environment }) =>
        join(
          environment['PI_CODING_AGENT_DIR'] || join(home, '.pi', 'agent'),
          'extensions',
          'headroom.ts',
        ),
      part: ({ flags }) => piPart(flags),
      isIn: isOwnPlugin,
      trial: PI_TRIAL,
    },
  },
  {
    name: 'codex',
    title: 'Codex',
    inert:
      'its PostToolUse hooks are refused updatedToolOutput; to block replaces an output, but drops the exit code, which the hook is not told (0.169.0)',
  },
  {
    name: 'gemini',
    title: 'Gemini CLI',
    inert:
      'its AfterTool hooks can replace an output only by calling it an error; tool_output is not looked at (0.61.0)',
  },
]

/** As a shell reads it. */
function commandOf(agent: string, { launcher, flags }: HookStart): string {
  return [...launcher, 'hook', 'run', agent, ...flags].map(quoted).join(' ')
}

function quoted(word: string): string {
  return /^[\w@%+=:,./*-]+$/.test(word) && !word.includes('*')
    ? word
    : `"${word.replace(/(["\\$`])/g, '\\$1')}"`
}
