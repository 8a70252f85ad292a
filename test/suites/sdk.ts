import { afterAll, beforeAll, describe } from 'vitest'
import { type ScriptedModel, startModel } from '../proxy/scripted-model.ts'
import type { ProxyUnderTest, StartProxy } from './proxy.ts'
import { describeAnswers } from './sdk/answers.ts'
import type { Bench } from './sdk/bench.ts'
import { describeFailures } from './sdk/failures.ts'
import { describeRecall } from './sdk/recall.ts'
import { AI_SDKS } from './sdk-clients/ai.ts'
import { anthropicSdk } from './sdk-clients/anthropic.ts'
import { chatSdk } from './sdk-clients/chat.ts'
import { geminiSdk } from './sdk-clients/gemini.ts'
import { responsesSdk } from './sdk-clients/responses.ts'

const SDKS = [anthropicSdk, chatSdk, responsesSdk, geminiSdk, ...AI_SDKS]

/** What the packages that clients are built on must find on every host of the proxy. `start` must fold: preset `aggressive`. */
export function describeSdk(name: string, start: StartProxy): void {
  describe(`packages that speak to models, on ${name}`, () => {
    let model: ScriptedModel
    let proxy: ProxyUnderTest

    beforeAll(async () => {
      model = await startModel()
      proxy = await start(model.url)
    }, 120_000)
    afterAll(async () => {
      await proxy.stop()
      await model.stop()
    })

    describe.each(SDKS)('$name', (sdk) => {
      describe.each([
        ['streamed', true],
        ['whole', false],
      ] as const)('%s', (_, isStream) => {
        const at = (): Bench => ({
          sdk,
          model,
          breaksOff: proxy.breaksOff,
          open: (more) => sdk.open(proxy.base, { isStream, ...more }),
        })
        describeAnswers(at)
        describeRecall(at)
        describeFailures(at, isStream)
      })
    })
  })
}
