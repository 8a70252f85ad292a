import type { Transport } from '@modelcontextprotocol/client'
import { expect } from 'vitest'
import { expand, findRefs, RECALL_TOOL } from '../../src/runtime-node/index.ts'
import { type Answer, openClient, runSession, type Step } from './mcp-session.ts'

/** The same session with a gateway and without. */
export async function session(transport: Transport, steps: readonly Step[]) {
  const { client, said } = await openClient(transport)
  const answers = await runSession(client, steps)
  const [capabilities, version] = [client.getServerCapabilities(), client.getServerVersion()]
  const whole = await Promise.all(
    answers.map(
      async (answer) => await mapTexts(answer, async (text) => await wholeOf(client, text)),
    ),
  )
  await client.close()
  return { answers, whole, said: said.toSorted(), capabilities, version }
}

/** What a model gets that asks for all that was left out of a text. */
async function wholeOf(
  client: Awaited<ReturnType<typeof openClient>>['client'],
  text: string,
): Promise<string> {
  const [hash] = findRefs(text)
  if (hash === undefined) {
    const [message] = await expand([{ role: 'tool', content: text }])
    return String(message?.content)
  }
  let whole = ''
  for (let from = 1; ; from += 20_000) {
    const args = { hash, characters: [from, from + 19_999] }
    const { content, isError } = await client.callTool({ name: RECALL_TOOL, arguments: args })
    const [first] = content
    if (isError === true || first?.type !== 'text') return whole
    const part = first.text.slice(first.text.indexOf('\n') + 1)
    whole += part
    if (part.length < 20_000) return whole
  }
}

async function mapTexts(
  value: unknown,
  change: (text: string) => Promise<string>,
): Promise<unknown> {
  if (typeof value === 'string') return await change(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value))
    return await Promise.all(value.map(async (one) => await mapTexts(one, change)))
  const members = Object.entries(value).map(async ([key, one]) => [
    key,
    await mapTexts(one, change),
  ])
  return Object.fromEntries(await Promise.all(members))
}

/** The server says when it made a text, and in which session. */
function withoutTimes(value: unknown): unknown {
  const text = JSON.stringify(value).replace(/created at [\d:]+ [AP]M/g, 'created')
  return JSON.parse(text.replace(/from session [0-9a-f-]{36}/g, 'from the session'))
}

function withoutOurTool(answer: Answer | undefined): unknown {
  const { tools = [], ...rest } = answer as { tools?: { name: string }[] }
  expect(tools.at(-1)?.name).toBe(RECALL_TOOL)
  return { tools: tools.slice(0, -1), ...rest }
}

type Seen = Awaited<ReturnType<typeof session>>

/** All that a client sees is as it would be without a gateway, once what was left out is asked for. */
export function expectSame(behind: Seen, direct: Seen): void {
  expect(behind.capabilities).toEqual(direct.capabilities)
  expect(behind.version).toEqual(direct.version)
  // Whether it tells of the roots depends on which comes first, they or the level of its log; how often it asks
  // for them, on which comes first, a timer of its own or the call that needs them.
  const told = ({ said }: Seen) =>
    withoutTimes(
      said.filter(
        (one, at) =>
          !one.includes('Roots updated') &&
          (!one.includes('"roots/list"') || said.indexOf(one) === at),
      ),
    )
  expect(told(behind)).toEqual(told(direct))
  const [list, ...others] = behind.whole
  expect(withoutOurTool(list as Answer)).toEqual(direct.answers[0])
  expect(withoutTimes(others)).toEqual(withoutTimes(direct.answers.slice(1)))
}
