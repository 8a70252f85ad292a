import { afterAll, beforeAll, describe } from 'vitest'
import { type ScriptedModel, startModel } from '../proxy/scripted-model.ts'
import type { ProxyUnderTest } from './proxy.ts'
import { describeAnswers } from './sdk/answers.ts'
import type { Bench } from './sdk/bench.ts'
import { describeFailures } from './sdk/failures.ts'
import { describeRecall } from './sdk/recall.ts'
import { AI_SDKS } from './sdk-clients/ai.ts'
import { anthropicSdk } from './sdk-clients/anthropic.ts'
import { chatSdk } from './sdk-clients/chat.ts'
import type { ClientDoor, Sdk, SessionOptions } from './sdk-clients/client.ts'
import { geminiSdk } from './sdk-clients/gemini.ts'
import { responsesSdk } from './sdk-clients/responses.ts'

const SDKS: readonly Sdk[] = [anthropicSdk, chatSdk, responsesSdk, geminiSdk, ...AI_SDKS]

/** What stands between the packages and the model. */
export type StartBetween = (
  upstream: string,
) => Promise<Pick<ProxyUnderTest, 'base' | 'breaksOff' | 'stop'> & { readonly door?: ClientDoor }>

/** What the packages that clients are built on must find on every host of the proxy. `start` must fold: preset `aggressive`. */
export function describeSdk(name: string, start: StartBetween): void {
  describe(`packages that speak to models, on ${name}`, () => {
    let model: ScriptedModel
    let proxy: Awaited<ReturnType<StartBetween>>

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
          open: (more) => sdk.open(proxy.base, { isStream, ...doorOf(proxy), ...more }),
        })
        describeAnswers(at)
        describeRecall(at)
        describeFailures(at, isStream)
      })
    })
  })
}

function doorOf({ door }: Awaited<ReturnType<StartBetween>>): Pick<SessionOptions, 'door'> {
  return door === undefined ? {} : { door }
}
