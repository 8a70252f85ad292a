import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reading } from '../../../src/engine/contracts/dialect.ts'
import { readBody, readJsonBody } from '../../../src/engine/dialects/index.ts'
import type { Block, Conversation, Edit } from '../../../src/engine/ir/conversation.ts'
import { changedStrings } from '../../suites/changed-strings.ts'
import { anyBodies } from './any-body.ts'
import { anyChoices, spelled } from './spelled.ts'

const CLOSED = { compressUser: false }
const anyOptions = fc.record({ compressUser: fc.boolean() })
const anyText = fc.string({ unit: 'binary', maxLength: 12 })

function openBlocks({ messages }: Conversation): readonly Block[] {
  return messages.flatMap(({ blocks }) => blocks).filter(({ seal }) => seal === 'open')
}

/** A new text for every block that is open, long enough to be a block again. */
function editsOf({ conversation }: Reading<unknown>): readonly Edit[] {
  return openBlocks(conversation).map(({ id }, at) => ({
    block: id,
    text: `new "${at}"`.padEnd(120),
  }))
}

describe.each(Object.entries(anyBodies))('bodies with %s, as JSON text', (_name, anyBody) => {
  it('law: text and live objects give the same conversation, and the same body', () =>
    fc.assert(
      fc.property(anyBody, anyChoices, anyOptions, (body, choices, options) => {
        const text = spelled(body, choices)
        const live = readBody(JSON.parse(text), options)
        const read = readJsonBody(text, options)
        expect(read?.conversation).toEqual(live.conversation)
        expect(read?.dialect).toBe(live.dialect)
        expect(read?.write([]) === text).toBe(true)
        const edits = editsOf(live)
        expect(JSON.parse(read?.write(edits) ?? '')).toEqual(live.write(edits))
      }),
    ))

  it('law: with members that stand twice, too, only open texts can change', () =>
    fc.assert(
      fc.property(anyBody, anyChoices, anyOptions, (body, choices, options) => {
        const text = spelled(body, choices, true)
        const reading = readJsonBody(text, options)
        if (reading === undefined) return
        expect(reading.write([]) === text).toBe(true)
        const edits = editsOf(reading)
        const again = readJsonBody(reading.write(edits), CLOSED)
        if (options.compressUser) return
        expect(
          openBlocks(again?.conversation ?? NONE).map(({ id, text: now }) => [id, now]),
        ).toEqual(edits.map(({ block, text: now }) => [block, now]))
      }),
    ))
})

const NONE: Conversation = { model: '', messages: [], canRecall: false, mayLoseEarlier: false }

describe('bodies as JSON text', () => {
  it('law: writing no edits gives back the very text, whatever it is', () =>
    fc.assert(
      fc.property(fc.oneof(anyText, fc.json()), anyOptions, (text, options) => {
        const reading = readJsonBody(text, options)
        return reading === undefined || reading.write([]) === text
      }),
    ))

  it('law: an edit changes its literal and no other byte', () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyText, anyChoices, anyText), { minLength: 1, maxLength: 6 }),
        anyChoices,
        (results, choices) => {
          const frame = spelled(
            results.map(([,], at) => ({ role: 'tool', [`x/${at}`]: 1.5, content: at })),
            choices,
          )
          const fill = (literal: (at: number) => string) => {
            let at = 0
            return frame.replace(
              /(:)(\d+)(?=\s*[},])/g,
              (_all, colon) => `${colon}${literal(at++)}`,
            )
          }
          const text = fill((at) => spelled(results[at]?.[0], results[at]?.[1] ?? [0]))
          const reading = readJsonBody(text, CLOSED)
          const blocks = openBlocks(reading?.conversation ?? NONE)
          expect(blocks.map((block) => block.text)).toEqual(results.map(([before]) => before))
          const edits = blocks.map(({ id }, at) => ({ block: id, text: results[at]?.[2] ?? '' }))
          const expected = fill((at) => {
            const [before, how, after] = results[at] ?? ['', [0], '']
            return before === after ? spelled(before, how) : JSON.stringify(after)
          })
          expect(reading?.write(edits)).toBe(expected)
        },
      ),
    ))
})

describe.each(Object.entries(anyBodies))('bodies with %s, as live objects', (name, anyBody) => {
  it('law: writing no edits gives back the very body, and reading changes nothing', () =>
    fc.assert(
      fc.property(anyBody, anyOptions, (body, options) => {
        const before = structuredClone(body)
        const same = readBody(body, options).write([]) === body
        expect(body).toEqual(before)
        return same
      }),
    ))

  it('law: how an element is read depends on nothing after it', () =>
    fc.assert(
      fc.property(anyBody, fc.nat({ max: 6 }), anyOptions, (body, count, options) => {
        const part = firstElements(body, name, count)
        const some = readBody(part, options).conversation.messages
        const all = readBody(body, options).conversation.messages
        expect(all.slice(0, some.length)).toEqual(some)
      }),
    ))

  it('law: writing changes the open texts, each once, and nothing else', () =>
    fc.assert(
      fc.property(anyBody, (body) => {
        const reading = readBody(body, CLOSED)
        const edits = editsOf(reading)
        const texts = openBlocks(reading.conversation).map(({ text }) => text)
        const changed = changedStrings(body, reading.write(edits))
        expect(changed.map(({ before }) => before).toSorted()).toEqual(texts.toSorted())
        expect(changed.map(({ after }) => after).toSorted()).toEqual(
          edits.map(({ text }) => text).toSorted(),
        )
      }),
    ))

  it('law: what is sealed is sealed again once all that is open was written', () =>
    fc.assert(
      fc.property(anyBody, (body) => {
        const reading = readBody(body, CLOSED)
        const written = readBody(reading.write(editsOf(reading)), CLOSED)
        expect(sealedIn(written.conversation)).toEqual(sealedIn(reading.conversation))
      }),
    ))
})

function sealedIn({ messages }: Conversation): readonly Block[] {
  return messages.flatMap(({ blocks }) => blocks).filter(({ seal }) => seal !== 'open')
}

/** The body with no more elements than that; a text of `input` is the only one. */
function firstElements(body: unknown, member: string, count: number): unknown {
  if (Array.isArray(body)) return body.slice(0, count)
  const list: unknown = Reflect.get(body as object, member)
  return { ...(body as object), [member]: Array.isArray(list) ? list.slice(0, count) : list }
}
