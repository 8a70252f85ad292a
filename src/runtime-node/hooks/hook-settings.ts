import type { Part } from '../install/change.ts'
import { InstallFailure } from '../install/failure.ts'
import { editJson, isRecord, objectIn, readJson, withoutItem } from '../install/json-text.ts'

/** A hook in an agent's settings: which event it is called for, and for which tools. */
export interface HookPlace {
  readonly event: string
  readonly matcher?: string
}

/** What our part of a settings file is called in the journal. */
export const HOOK_PART = 'hook'

/** Seconds after which an agent ends a hook; ours ends long before. */
const LONGEST_RUN = 60

/**
 * Our hooks among those of a JSON settings file: `{"hooks": {EVENT: [{"matcher", "hooks": [{"type", "command"}]}]}}`.
 * Those of others, comments and all else stay as they are.
 */
export function settingsPart(command: string, places: readonly HookPlace[]): Part {
  const isThere = (text: string): boolean => {
    const hooks = objectIn(readJson(text), 'hooks')
    return places.every((place) =>
      groupsIn(hooks, place.event).some(
        (group) => group['matcher'] === place.matcher && commandsIn(group).includes(command),
      ),
    )
  }
  return {
    id: HOOK_PART,
    put: (text) =>
      isThere(text)
        ? text
        : places.reduce((edited, place) => withHook(edited, place, command), withoutHooks(text)),
    remove: withoutHooks,
  }
}

/** True where a settings file has our hook. */
export function hasHook(text: string): boolean {
  const hooks = objectIn(readJson(text), 'hooks')
  return Object.keys(hooks).some((event) => groupsIn(hooks, event).some(isOfOurs))
}

/** True where a settings file switches all hooks off. */
export function switchesHooksOff(text: string): boolean {
  return readJson(text)['disableAllHooks'] === true
}

/** Commands of others that are called for the same event and one of these tools. */
export function othersFor(
  text: string,
  event: string,
  tools: readonly string[],
): readonly string[] {
  const groups = groupsIn(objectIn(readJson(text), 'hooks'), event)
  return groups
    .filter(({ matcher }) => tools.some((tool) => isMatched(tool, matcher)))
    .flatMap(commandsIn)
    .filter((command) => command !== '' && !isOwnCommand(command))
}

/** As Claude Code matches; what is no expression may match. */
function isMatched(tool: string, matcher: unknown): boolean {
  if (typeof matcher !== 'string' || matcher === '' || matcher === '*') return true
  try {
    return new RegExp(`^(?:${matcher})$`).test(tool)
  } catch {
    return true
  }
}

type Values = Readonly<Record<string, unknown>>

function groupsIn(hooks: Values, event: string): readonly Values[] {
  const groups = hooks[event]
  if (groups === undefined) return []
  if (!Array.isArray(groups)) throw new InstallFailure(`has hooks of "${event}" that are no list`)
  return groups.map((group: unknown) => (isRecord(group) ? group : {}))
}

function commandsIn(group: Values): readonly string[] {
  const hooks: readonly unknown[] = Array.isArray(group['hooks']) ? group['hooks'] : []
  return hooks.map((hook) => (isRecord(hook) ? String(hook['command'] ?? '') : ''))
}

function isOfOurs(group: Values): boolean {
  return commandsIn(group).some(isOwnCommand)
}

function isOwnCommand(command: string): boolean {
  return / hook run \w+(?: |$)/.test(command) && /headroom|main\.js/.test(command)
}

function withHook(text: string, { event, matcher }: HookPlace, command: string): string {
  const group = {
    ...(matcher === undefined ? {} : { matcher }),
    hooks: [{ type: 'command', command, timeout: LONGEST_RUN }],
  }
  return editJson(text, ['hooks', event, -1], group)
}

/** Takes ours out, and what is empty without them. */
function withoutHooks(text: string): string {
  const hooks = objectIn(readJson(text), 'hooks')
  const events = Object.keys(hooks).filter((event) => groupsIn(hooks, event).some(isOfOurs))
  if (events.length === 0) return text
  const isLast = Object.keys(hooks).length === events.length
  const left = events.reduce((edited, event) => withoutEvent(edited, event, hooks), text)
  const isEmpty = isLast && Object.keys(objectIn(readJson(left), 'hooks')).length === 0
  return isEmpty ? editJson(left, ['hooks'], undefined) : left
}

function withoutEvent(text: string, event: string, hooks: Values): string {
  const groups = groupsIn(hooks, event)
  if (groups.every((group) => commandsIn(group).every(isOwnCommand)))
    return editJson(text, ['hooks', event], undefined)
  // From the last, so that the places of those before stay.
  return groups
    .map((group, at) => ({ commands: commandsIn(group), at }))
    .reverse()
    .reduce(
      (edited, { commands, at }) => withoutGroup(edited, ['hooks', event, at], commands),
      text,
    )
}

function withoutGroup(
  text: string,
  path: readonly (string | number)[],
  commands: readonly string[],
): string {
  if (!commands.some(isOwnCommand)) return text
  if (commands.every(isOwnCommand)) return withoutItem(text, path.slice(0, -1), Number(path.at(-1)))
  return commands
    .map((command, at) => ({ command, at }))
    .reverse()
    .reduce(
      (edited, { command, at }) =>
        isOwnCommand(command) ? withoutItem(edited, [...path, 'hooks'], at) : edited,
      text,
    )
}
