import { expect, it } from 'vitest'
import { script, text } from '../../proxy/recall/scripts.ts'
import type { Doing } from '../../proxy/scripted-model.ts'
import type { Given, Reply } from '../sdk-clients/client.ts'
import { type Bench, ends, logOf, lookUp, read, refIn, says, turnWithCall, user } from './bench.ts'

/** The package throws; where the host can only end a stream, it may give what came, but not as finished. */
async function expectBroken(asking: Promise<Reply>, at: Bench, half: string): Promise<void> {
  const { sdk, breaksOff } = at
  const reply = await asking.catch(() => undefined)
  if (breaksOff || half === 'error') expect(reply).toBeUndefined()
  expect(sdk.stops).not.toContain(reply?.stop)
}

/** What a package makes of errors, of answers that break off, and of its own aborts. */
export function describeFailures(at: () => Bench, isStream: boolean): void {
  it.each([400, 401, 429, 500, 529])('throws its own error for status %d', async (status) => {
    const { sdk, model, open } = at()
    model.say(() => ({ status, headers: { 'retry-after': '7' } }))
    const error = await open()
      .ask([user('Hello?')])
      .catch((thrown: unknown) => thrown)
    expect([sdk.isError(error, status), String(error)]).toEqual([
      true,
      expect.stringContaining(`scripted ${status}`),
    ])
    if (sdk.headerOf !== undefined) expect(sdk.headerOf(error, 'retry-after')).toBe('7')
  })

  it('tries again when the package wants to', async () => {
    const { sdk, model, open } = at()
    if (!sdk.canRetry) return
    model.say(() => ({ status: 429, headers: { 'retry-after-ms': '5' } }), ends('Now.'))
    const reply = await open({ retries: 1 }).ask([user('Hello?')])
    expect([reply.text, model.heard.length]).toEqual(['Now.', 2])
    expect(model.heard[0]?.raw).toBe(model.heard[1]?.raw)
  })

  const halves = isStream ? (['reset', 'error'] as const) : (['reset'] as const)
  it.each(halves)('throws at an answer’s %s, also in what follows a lookup', async (half) => {
    const { model, open } = at()
    const breaks = (): Doing => ({
      script: script('end', text('It was a '), text('long day.')),
      half,
    })
    model.say(breaks)
    await expectBroken(open().ask([user('Hello?')]), at(), half)

    const session = open()
    model.say(
      says('calls', read('a1')),
      (heard) => ({
        script: script('calls', text('Wait. '), lookUp('p1', { hash: refIn(heard) })),
      }),
      breaks,
    )
    const made = await turnWithCall(session, 'What is in the log?')
    const result: Given = { kind: 'result', call: made, text: logOf(2) }
    await expectBroken(session.ask([result]), at(), half)
    expect(model.heard).toHaveLength(3)
  })

  // A whole answer has nothing to be aborted in the midst of.
  if (isStream) {
    it('lets the model go when the client aborts', async () => {
      const { model, open } = at()
      const controller = new AbortController()
      model.say(() => ({
        script: script('end', text('It was a '), text('long day.')),
        half: 'endless',
      }))
      const asking = { signal: controller.signal, onEvent: () => controller.abort() }
      await expect(open().ask([user('Hello?')], asking)).rejects.toThrow()
      await model.gone()
    })
  }
}
