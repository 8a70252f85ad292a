import { describe, expect, it } from 'vitest'
import { RECALL_TOOL } from '../../../src/engine/index.ts'
import type { UpstreamAnswer } from '../../../src/proxy/host.ts'
import { encode, streamOf } from '../answers/streams.ts'
import { seenBy } from './checkers.ts'
import { answerOf, exchange, textOf } from './exchange.ts'
import { call, FORMATS, PROVIDERS, script, text } from './scripts.ts'

const CALLING = script('calls', text('Wait. '), call('p1', RECALL_TOOL, { hash: 'known' }))
const ENDING = script('end', text('It is this.'))
const ENDS = /message_stop|\[DONE\]|response\.completed|finishReason|stop_reason":"end/

const refusal = (status: number): UpstreamAnswer =>
  answerOf(streamOf([encode('{"error":{"message":"no"}}')]), { status, type: 'application/json' })

describe.each(FORMATS)('what is asked on fails: %s', (format) => {
  describe.each([true, false])('streamed: %s', (isStream) => {
    const type = isStream ? 'text/event-stream' : 'application/json'
    const said = (number: number): UpstreamAnswer => {
      const { stream, whole } = PROVIDERS[format]
      const body = isStream ? stream(ENDING, number) : whole(ENDING, number)
      return answerOf(streamOf([encode(body)]), { type })
    }
    /** One exchange whose further answers are these, in turn; and what was sent for each. */
    const run = async (...answers: readonly UpstreamAnswer[]) => {
      const left = [...answers]
      const asked: string[] = []
      const next = (body: string): UpstreamAnswer => {
        asked.push(body)
        return left.shift() ?? expect.unreachable()
      }
      const { answer, pending } = await exchange(format, [CALLING], {
        isStream,
        ask: async (body) => next(body),
        askAsItCame: async () => next('as it came'),
      })
      return { ...(await textOf(answer)), status: answer.status, asked, pending }
    }

    it('with 400: asked on without what was looked up', async () => {
      const { text: body, error, asked } = await run(refusal(400), said(1))
      expect(error).toBeUndefined()
      expect(seenBy(format, body, isStream)).toMatchObject({ stop: 'end' })
      expect(body).toContain('It is this.'.slice(0, 7))
      expect(asked).toHaveLength(2)
      expect(asked[0]).toContain('first line')
      expect(asked[1]).toContain('too much was looked up')
      expect(asked[1]).not.toContain('first line')
    })

    it('with 400 twice: what came is sent, and goes on where the client is', async () => {
      const { text: body, error, asked } = await run(refusal(400), refusal(400), said(1))
      expect(error).toBeUndefined()
      expect(asked.slice(2)).toEqual(['as it came'])
      const { blocks, stop } = seenBy(format, body, isStream)
      const words = blocks.map((block) => (block.kind === 'text' ? block.text : '?'))
      expect([words.join(''), stop]).toEqual(['Wait. It is this.', 'end'])
      expect(body).not.toContain(RECALL_TOOL)
    })

    it.each([401, 413, 429, 500, 529])('with %i, or that after 400', async (status) => {
      for (const before of [[], [refusal(400)], [refusal(400), refusal(400)]]) {
        const failed = await run(...before, refusal(status))
        expect([failed.pending, failed.asked.length]).toEqual([[], before.length + 1])
        expect(failed.text).not.toContain(RECALL_TOOL)
        if (isStream) {
          expect(failed.error).toBeInstanceOf(Error)
          expect(failed.text).not.toMatch(ENDS)
        } else expect(failed).toMatchObject({ status, text: '{"error":{"message":"no"}}' })
      }
    })

    it('with what is no answer', async () => {
      for (const given of [
        answerOf(streamOf([encode('<html>busy</html>')]), { type: 'text/html' }),
        answerOf(streamOf([encode('{"choices"')]), { type: 'application/json' }),
        answerOf(streamOf([]), { type: 'text/plain' }),
        encoded(said(1)),
      ]) {
        const { text: body, error, status, asked } = await run(given)
        expect(asked).toHaveLength(1)
        if (isStream) {
          expect(error).toBeInstanceOf(Error)
          expect(body).not.toContain(RECALL_TOOL)
          expect(body).not.toMatch(ENDS)
          expect(body).not.toMatch(/busy|"choices"$/)
        } else expect([status, body]).toEqual([200, expect.not.stringContaining('Wait.')])
      }
    })
  })

  it('a stream of events that says it is something else is one all the same', async () => {
    const { answer } = await exchange(format, [CALLING], {
      ask: async () =>
        answerOf(streamOf([encode(PROVIDERS[format].stream(ENDING, 1))]), { type: 'text/plain' }),
    })
    const { text: body, error } = await textOf(answer)
    expect(error).toBeUndefined()
    expect(seenBy(format, body, true)).toMatchObject({ stop: 'end' })
  })

  it('lets go of an answer that came in a form that can not be read', async () => {
    let isLet = false
    const held = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(encode('<p>')),
      cancel: () => {
        isLet = true
      },
    })
    const { answer } = await exchange(format, [CALLING], {
      ask: async () => answerOf(held, { type: 'text/html' }),
    })
    expect((await textOf(answer)).error).toBeInstanceOf(Error)
    expect(isLet).toBe(true)
  })

  it('a model without our tool that calls it all the same is not asked on', async () => {
    let asked = 0
    const { answer } = await exchange(format, [CALLING], {
      ask: async () => {
        asked++
        return refusal(400)
      },
      askAsItCame: async () => answerOf(streamOf([encode(PROVIDERS[format].stream(CALLING, 1))])),
    })
    expect(String((await textOf(answer)).error)).toContain('does not stop')
    expect(asked).toBe(2)
  })
})

function encoded(answer: UpstreamAnswer): UpstreamAnswer {
  return { ...answer, headers: new Headers({ 'content-encoding': 'br' }) }
}
