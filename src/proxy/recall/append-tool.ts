import { type Insertion, isRecallTool } from '../../engine/index.ts'
import { itemsAt, parsed, textAt, valueAt } from '../answers/json-values.ts'
import { childrenAt, type Path, type Span, spanAt } from '../json/json-spans.ts'
import type { Format } from '../upstream/route-of.ts'
import { RECALL_DEFINITIONS } from './definitions.ts'

/**
 * Where our tool goes into a request body, as its last; `undefined` where this request may not have it. That is a matter of the request's own shape alone, so that neither a restart
 * nor another process changes the answer:
 * - it lists tools, and ours is not among them under any client's name for it;
 * - the model is free to call any of them or none;
 * - the request holds its whole conversation, and the provider takes nothing out of it but thoughts;
 * - it asks for one answer, and of Responses for none that is stored.
 *
 * `body` must be valid JSON text; nothing of its conversation is looked at.
 */
export function appendTool(body: string, format: Format): Insertion | undefined {
  const envelope = envelopeOf(body)
  if (envelope === undefined || !mayHaveTool(envelope.values, format)) return undefined
  const path = LISTS[format](envelope.values['tools'])
  const { tools } = envelope
  if (path === undefined || tools === undefined) return undefined
  const { start, end } = tools
  const at = endOfLast(body.slice(start, end), path)
  return { at: start + at, text: `,${RECALL_DEFINITIONS[format]}` }
}

/** Behind the last item of the list at a path, which holds some. */
function endOfLast(tools: string, path: Path): number {
  const list = spanAt(tools, path)?.start ?? 0
  return childrenAt(tools, list).at(-1)?.value.end ?? list + 1
}

/** The members of a body that say how it is to be answered. */
type Envelope = Readonly<Record<string, unknown>>

interface PlacedEnvelope {
  readonly values: Envelope
  /** Where the tools stand in the body. */
  readonly tools: Span | undefined
}

/** Members that are read; the rest, the conversation above all, is only passed over. */
const READ: readonly string[] = [
  'tools',
  'tool_choice',
  'toolConfig',
  'tool_config',
  'previous_response_id',
  'conversation',
  'context_management',
  'truncation',
  'transforms',
  'store',
  'n',
  'generationConfig',
  'generation_config',
]

/** `undefined` for what is no object, or says one of these things twice. */
function envelopeOf(body: string): PlacedEnvelope | undefined {
  const start = body.search(/[^\s\uFEFF]/)
  if (body[start] !== '{') return undefined
  const members = childrenAt(body, start).filter(({ key }) => READ.includes(String(key)))
  if (new Set(members.map(({ key }) => key)).size < members.length) return undefined
  const values = Object.fromEntries(
    members.map(({ key, value }) => [key, parsed(body.slice(value.start, value.end))]),
  )
  return { values, tools: members.find(({ key }) => key === 'tools')?.value }
}

function mayHaveTool(envelope: Envelope, format: Format): boolean {
  if (mayLoseMessages(envelope) || isForced(envelope)) return false
  if (wantsSeveral(envelope)) return false
  if (format === 'openai-responses' && envelope['store'] !== false) return false
  return !namesOf(envelope['tools']).some(isRecallTool)
}

const isThere = (value: unknown): boolean => value !== undefined && value !== null

/** Edits of Anthropic's context management that leave tool results alone. */
const HARMLESS_EDIT = /^clear_thinking_\d+$/

/** Where a message that holds a marker, or what was recalled, could be gone by the time it is read. */
function mayLoseMessages(envelope: Envelope): boolean {
  const { truncation, transforms, context_management: management } = envelope
  if (isThere(envelope['previous_response_id']) || isThere(envelope['conversation'])) return true
  if (isThere(truncation) && truncation !== 'disabled') return true
  if (isThere(transforms) && !(Array.isArray(transforms) && transforms.length === 0)) return true
  if (!isThere(management)) return false
  const edits = valueAt(management, 'edits')
  const isHarmless = (edit: unknown): boolean => HARMLESS_EDIT.test(textAt(edit, 'type') ?? '')
  return !(Array.isArray(edits) && edits.every(isHarmless))
}

/** True unless the model may call what it likes: forced to call, forbidden to, or held to some tools. */
function isForced(envelope: Envelope): boolean {
  const choice = envelope['tool_choice']
  const config = valueAt(envelope['toolConfig'] ?? envelope['tool_config'])
  const calling =
    valueAt(config, 'functionCallingConfig') ?? valueAt(config, 'function_calling_config')
  const mode = isThere(calling) ? (textAt(calling, 'mode') ?? 'AUTO') : 'AUTO'
  const isFree = !isThere(choice) || choice === 'auto' || textAt(choice, 'type') === 'auto'
  return !isFree || !['AUTO', 'auto', 'MODE_UNSPECIFIED'].includes(mode)
}

/** Of several answers to one request, one could not go on without the others. */
function wantsSeveral(envelope: Envelope): boolean {
  const config = envelope['generationConfig'] ?? envelope['generation_config']
  const counts = [
    envelope['n'],
    valueAt(config, 'candidateCount'),
    valueAt(config, 'candidate_count'),
  ]
  return counts.some((count) => isThere(count) && count !== 1)
}

/** The names of Gemini's two spellings of its list. */
const DECLARATIONS: readonly string[] = ['functionDeclarations', 'function_declarations']

function namesOf(tools: unknown): readonly string[] {
  return itemsAt(tools).flatMap((tool) => [
    textAt(tool, 'name') ?? textAt(tool, 'function', 'name') ?? '',
    ...['tools', ...DECLARATIONS].flatMap((list) =>
      itemsAt(tool, list).map((inner) => textAt(inner, 'name') ?? ''),
    ),
  ])
}

/** Where in `tools` the list is that ours goes last into; `undefined` where there is none to join. */
const LISTS: Readonly<Record<Format, (tools: unknown) => Path | undefined>> = {
  anthropic: wholeList,
  'openai-chat': wholeList,
  'openai-responses': wholeList,
  gemini: lastDeclarations,
}

function wholeList(tools: unknown): Path | undefined {
  return itemsAt(tools).length === 0 ? undefined : []
}

/** Functions stand together in one tool: providers refuse several tools that declare some each. */
function lastDeclarations(tools: unknown): Path | undefined {
  const places = itemsAt(tools).flatMap((tool, at) =>
    DECLARATIONS.filter((name) => itemsAt(tool, name).length > 0).map(
      (name) => [at, name] as const,
    ),
  )
  return places.at(-1)
}
