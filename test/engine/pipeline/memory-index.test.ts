import { expect, it } from 'vitest'
import {
  DecisionMemory,
  MemoryIndex,
  type RequestBody,
  readRequestBody,
} from '../../../src/engine/index.ts'
import { openEngine } from '../laws/engine-under-test.ts'

const bodyOf = (...said: readonly string[]): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({ messages: said.map((content) => ({ role: 'user', content })) }),
  )

async function remember(
  memory: DecisionMemory,
  ...said: readonly string[]
): Promise<DecisionMemory> {
  const headroom = await openEngine()
  const body: RequestBody = readRequestBody(bodyOf(...said)) ?? expect.unreachable()
  await headroom.compressRead(body, { memory })
  return memory
}

it('gives those memories, and no others, whose conversations began as a body does', async () => {
  const [one, other, longer] = await Promise.all([
    remember(new DecisionMemory(), 'Mend the parser.'),
    remember(new DecisionMemory(), 'Mend the printer.'),
    remember(new DecisionMemory(), 'Mend the parser.', 'And its tests.'),
  ])
  const index = new MemoryIndex()
  for (const memory of [one, other, longer]) index.note(memory)
  index.note(one)
  expect(index.size).toBe(3)
  expect([...index.like(bodyOf('Mend the parser.', 'Now.'))]).toEqual([one, longer])
  expect([...index.like(bodyOf('Mend the printer.'))]).toEqual([other])
  expect([...index.like(bodyOf('Mend the parsec.'))]).toEqual([])
  expect([...index.like(new Uint8Array(3))]).toEqual([])

  index.forget(one)
  expect([...index.like(bodyOf('Mend the parser.', 'Now.'))]).toEqual([longer])
})

it('finds a memory by the body it holds now, and one without a body nowhere', async () => {
  const memory = new DecisionMemory()
  const index = new MemoryIndex()
  index.note(memory)
  expect(index.size).toBe(0)
  await remember(memory, 'Mend the parser.')
  index.note(memory)
  await remember(memory, 'Mend the printer.')
  index.note(memory)
  expect(index.size).toBe(1)
  expect([...index.like(bodyOf('Mend the printer.'))]).toEqual([memory])
  expect([...index.like(bodyOf('Mend the parser.'))]).toEqual([])
})
