import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { StartProxy } from '../suites/proxy.ts'
import {
  expectAppendOnly,
  expectDone,
  expectNothingLost,
  isBytePrefix,
  resultOf,
} from './checks.ts'
import type { Agent, Result, Trouble } from './clients/agent.ts'
import { claudeCode } from './clients/claude-code.ts'
import { codex } from './clients/codex.ts'
import { geminiCli } from './clients/gemini-cli.ts'
import { opencode } from './clients/opencode.ts'
import { openStage, type Stage } from './stage.ts'
import { SHORT, TASKS } from './tasks.ts'
import { inTrouble, seenAs } from './troubles.ts'

const AGENTS = [claudeCode, codex, geminiCli, opencode('openai-chat')]

/** Starts a proxy set by further variables. */
export type StartWith = (variables: Readonly<Record<string, string>>) => StartProxy

/** What agents from npm must find on every host of the proxy, and nothing but their own words to notice it by. */
export function describeAgents(host: string, startWith: StartWith): void {
  describe.each([
    ['with folding', true, {}],
    ['without', false, { HEADROOM_INJECT: 'false' }],
  ] as const)(`agents on ${host}, %s`, (_, folds, variables) => {
    let stage: Stage
    beforeAll(async () => {
      stage = await openStage(startWith(variables))
    }, 120_000)
    afterAll(async () => await stage.stop())

    describe.each(AGENTS)('$name', (agent) => {
      it.concurrent.each(TASKS)('does a task of %d turns', async (turns, task) => {
        const outcome = await stage.play(agent, task)
        expectDone(outcome, task)
        const { sent, heard, lookups } = outcome
        expect(heard).toHaveLength(turns)
        expect(lookups).toBe(folds ? task.lookups : 0)
        expect(heard[0]?.tools.includes('headroom_retrieve')).toBe(folds)
        await expectNothingLost(outcome, async (ref) => await originalOf(stage, ref))
        expectAppendOnly(outcome)
        expect(isBytePrefix(sent.at(-2), sent.at(-1))).toBe(isByteStable(agent))
        const sizes = [heard, sent].map((all) => all.at(-1)?.raw.length ?? 0)
        const results = sent.at(-1)?.said.filter(({ kind }) => kind === 'result') ?? []
        const least = results.reduce((sum, { text }) => sum + text.length, 0) / 3
        expect((sizes[1] ?? 0) - (sizes[0] ?? 0)).toBeGreaterThan(least)
      })

      const borne = Object.keys(agent.bears) as Trouble[]
      const troubles: readonly Trouble[] = folds ? borne : ['refused once', ...borne]
      it.concurrent.each(troubles)('bears a provider, %s, as it would alone', async (trouble) => {
        const seen = seenAs(trouble, { folds, breaksOff: stage.proxy.breaksOff })
        const outcome = await stage.play(agent, SHORT, inTrouble(trouble))
        const expected = seen === undefined ? 'done' : expectedOf(agent, seen)
        expect([seen, resultOf(outcome, SHORT)]).toEqual([seen, expected])
        expect(outcome.faults).toEqual([])
      })
    })

    it('counts what was saved, and was asked for nothing outside', async () => {
      const { tokens, debits } = await (await fetch(`${stage.proxy.base}/stats`)).json()
      expect(tokens.saved_when_new).toBeGreaterThan(0)
      expect(debits.recalls > 0).toBe(folds)
      expect(stage.outside).toEqual([])
    })
  })
}

function expectedOf(agent: Agent, seen: Trouble | 'words alone'): Result | undefined {
  return seen === 'words alone' ? agent.bearsWordsAlone : agent.bears[seen]
}

/** Claude Code moves its cache marker with each turn. */
const isByteStable = ({ format }: Agent): boolean => format !== 'anthropic'

async function originalOf({ proxy }: Stage, ref: string): Promise<string> {
  const response = await fetch(`${proxy.base}/v1/retrieve/${ref}`)
  const { original_content: original } = (await response.json()) as Record<string, unknown>
  return String(original)
}
