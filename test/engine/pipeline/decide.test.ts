import { describe, expect, it } from 'vitest'
import type { Folder } from '../../../src/engine/contracts/compressor.ts'
import { decide } from '../../../src/engine/pipeline/decide.ts'
import { expandText } from '../../../src/engine/pipeline/expand-text.ts'
import { refOf } from '../../../src/engine/recall/ref.ts'
import { printPacked } from '../../../src/engine/text/packed-header.ts'
import { deskWith, ends, lastLine, lines, originals, runs, workOn, workshopOf } from './desk.ts'

const GREEDY = { foldAbove: 100, foldAbovePerMille: 0, foldToPerMille: 10, foldFloor: 50 }
const PACKABLE = `start ${'a'.repeat(400)} end`

describe('decide: keeping', () => {
  it('keeps what is small', async () => {
    expect(await decide(workOn('short'), deskWith())).toMatchObject({
      outcome: 'kept',
      reason: 'small',
    })
  })

  it('keeps its own output, and refreshes the original behind it', async () => {
    const store = originals()
    const desk = deskWith({ originals: store })
    const folded = await decide(workOn(lines(60)), desk)
    const text = 'text' in folded ? folded.text : ''
    expect(await decide(workOn(text), desk)).toMatchObject({
      outcome: 'kept',
      reason: 'already-ours',
    })
    expect(store.touched).toEqual(store.kept.map(refOf))
  })

  it('treats a forged header as data', async () => {
    const forged = printPacked({
      form: 'runs',
      check: '00000000',
      legend: '',
      body: 'quoted',
    })
    const text = `${forged} ${'c'.repeat(400)}`
    const outcome = await decide(workOn(text), deskWith())
    expect(outcome.outcome).toBe('packed')
    if ('text' in outcome) expect(expandText(outcome.text, deskWith())).toBe(text)
  })

  it('keeps what it handed out, only where the marker stands before it', async () => {
    const ref = refOf('somewhere')
    const desk = deskWith({ originals: { ...originals(), handedOutFrom: async () => [ref] } })
    expect((await decide(workOn(PACKABLE), desk)).outcome).toBe('packed')
    expect(await decide(workOn(PACKABLE, { refsInSight: new Set([ref]) }), desk)).toMatchObject({
      reason: 'recalled',
    })
  })

  it('folds the source of a whole that was handed out as before, unless the call names the ref', async () => {
    const text = lines(60)
    const ref = refOf(text)
    const desk = deskWith({ originals: { ...originals(), handedOutFrom: async () => [ref] } })
    const work = workOn(text, { refsInSight: new Set([ref]) })
    expect((await decide(work, desk)).outcome).toBe('folded')
    const origin = { tool: 'bash', callId: '1', input: `{"command":"headroom retrieve ${ref}"}` }
    const named = { ...work, passage: { ...work.passage, origin } }
    expect(await decide(named, desk)).toMatchObject({ outcome: 'kept', reason: 'recalled' })
  })

  it('keeps what saves too little', async () => {
    const text = `${lines(60)} ${'a'.repeat(9)}`
    const desk = deskWith({ foldPolicy: undefined })
    expect(await decide(workOn(text), desk)).toMatchObject({
      outcome: 'kept',
      reason: 'not-smaller',
    })
    const long = `${lines(60)} ${'a'.repeat(90)}`
    expect(await decide(workOn(long), desk)).toMatchObject({
      outcome: 'kept',
      reason: 'not-worth-it',
    })
  })

  it('keeps what a packer cannot prove, and what a packer fails on', async () => {
    const liar = { ...runs, preserves: () => undefined }
    const broken = {
      ...runs,
      pack: () => {
        throw new Error('no')
      },
    }
    const desk = (packer: typeof runs) => deskWith({ workshop: workshopOf({ packers: [packer] }) })
    expect(await decide(workOn(PACKABLE), desk(liar))).toMatchObject({
      outcome: 'kept',
      reason: 'not-faithful',
    })
    expect(await decide(workOn(PACKABLE), desk(broken))).toMatchObject({
      outcome: 'kept',
      reason: 'compressor-failed',
    })
  })
})

describe('decide: packing and folding', () => {
  it('packs with proof', async () => {
    expect(await decide(workOn(PACKABLE), deskWith())).toMatchObject({
      outcome: 'packed',
      by: 'json/runs',
      proof: 'bytes',
    })
  })

  it('folds what stays large, and stores the original first', async () => {
    const store = originals()
    const text = lines(60)
    const outcome = await decide(workOn(text), deskWith({ originals: store }))
    expect(outcome).toMatchObject({ outcome: 'folded', by: 'json/ends', refs: [refOf(text)] })
    expect(store.kept).toEqual([text])
  })

  it('folds what packs well only by folders that know the answer', async () => {
    const foldPolicy = {
      foldAbove: 5000,
      foldAbovePerMille: 0,
      foldToPerMille: 200,
      foldFloor: 100,
    }
    const asked: (boolean | undefined)[] = []
    const knowing: Folder = {
      ...ends,
      knowsAnswer: true,
      fold: (passage, context) => {
        asked.push(context.onlyAnswer)
        return ends.fold(passage, context)
      },
    }
    const outcomes = [
      await decide(
        workOn(lines(60)),
        deskWith({ foldPolicy: { ...foldPolicy, answerAbove: 500 } }),
      ),
      await decide(
        workOn(lines(60)),
        deskWith({
          foldPolicy: { ...foldPolicy, answerAbove: 500 },
          workshop: workshopOf({ packers: [runs], folders: [knowing], views: [lastLine] }),
        }),
      ),
      await decide(
        workOn(lines(60)),
        deskWith({ foldPolicy, workshop: workshopOf({ packers: [runs], folders: [knowing] }) }),
      ),
    ]
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['kept', 'folded', 'kept'])
    expect(asked).toEqual([true])
  })

  it('hides nothing for a saving that is small beside the block', async () => {
    const text = `${'a'.repeat(9000)}\n${lines(10)}\n${'b'.repeat(9000)}`
    expect(
      await decide(workOn(text), deskWith({ foldPolicy: { ...GREEDY, leastSavedPerMille: 80 } })),
    ).toMatchObject({
      outcome: 'packed',
    })
  })

  it('shows a little more than a twentieth where the folder can, and all the same what it shows where not', async () => {
    const text = lines(500)
    const headOf: Folder = {
      ...ends,
      fold: (_, { targetTokens }) => {
        // Works towards 30 % of its target, as folders do that show a sample.
        const start = text.indexOf('\n', targetTokens * 0.3) + 1
        const from = text.slice(0, start).split('\n').length
        const omission = {
          start,
          end: text.length,
          unit: 'lines' as const,
          from,
          to: 500,
          summary: '',
        }
        return { omissions: [omission], total: 500, unit: 'lines' }
      },
    }
    const policy = { foldPolicy: { ...GREEDY, foldToPerMille: 100 } }
    const shownBy = async (folder: Folder): Promise<number> => {
      const desk = deskWith({ ...policy, workshop: workshopOf({ folders: [folder] }) })
      const outcome = await decide(workOn(text), desk)
      return 'text' in outcome ? outcome.text.length / text.length : 1
    }
    expect(await shownBy(headOf)).toBeGreaterThan(0.05)
    expect(await shownBy(headOf)).toBeLessThan(0.09)
    expect(await shownBy(ends)).toBeLessThan(0.05)
  })

  it('packs what a fold keeps; expanding gives marker, kept spans and gap lines', async () => {
    const text = `${'a'.repeat(60)}\n${lines(60)}\n${'b'.repeat(60)}`
    const outcome = await decide(workOn(text), deskWith())
    const shown = 'text' in outcome ? outcome.text : ''
    expect(shown).toContain('a*60;')
    const [marker, ...rest] = expandText(shown, deskWith()).split('\n')
    expect(marker).toContain(refOf(text))
    expect(rest).toEqual(['a'.repeat(60), '[… lines 2-61 (60) left out]', 'b'.repeat(60)])
  })

  it('law 6: without recall there are packers only, and the report says what folding would bring', async () => {
    const outcome = await decide(
      workOn(lines(60)),
      deskWith({ canRecall: false, originals: undefined }),
    )
    expect(outcome.outcome).toBe('kept')
    expect(outcome.tokensIfFolded).toBeLessThan(lines(60).length / 4)
  })

  it('never stores a secret, and says so', async () => {
    const store = originals()
    const outcome = await decide(
      workOn(lines(60)),
      deskWith({ originals: store, holdsSecret: () => true }),
    )
    expect(outcome.outcome).toBe('kept')
    expect(outcome.attempts).toContainEqual(
      expect.objectContaining({ by: 'json/ends', result: 'secret' }),
    )
    expect(store.kept).toEqual([])
  })

  it('a store that fails costs the fold, not the request', async () => {
    const failing = {
      ...originals(),
      keep: async () => {
        throw new Error('disk full')
      },
    }
    const outcome = await decide(workOn(lines(60)), deskWith({ originals: failing }))
    expect(outcome).toMatchObject({ outcome: 'kept', reason: 'store-failed' })
  })

  it('law 11: a store that can not be asked or touched costs the block its saving, not the request', async () => {
    const broken = async (): Promise<never> => {
      throw new Error('disk gone')
    }
    const desk = deskWith({ originals: { ...originals(), handedOutFrom: broken, touch: broken } })
    const inSight = { refsInSight: new Set([refOf('somewhere')]) }
    expect(await decide(workOn(PACKABLE, inSight), desk)).toMatchObject({ reason: 'store-failed' })
    const folded = await decide(workOn(lines(60)), deskWith())
    const text = 'text' in folded ? folded.text : ''
    expect(await decide(workOn(text), desk)).toMatchObject({ reason: 'already-ours' })
  })

  it('data in user text is only packed', async () => {
    const outcome = await decide(workOn(lines(60), { packOnly: true }), deskWith())
    expect(outcome.outcome).toBe('kept')
  })

  it('labels a view', async () => {
    const desk = deskWith({ workshop: workshopOf({ folders: [ends], views: [lastLine] }) })
    const outcome = await decide(workOn(lines(60)), desk)
    expect(outcome).toMatchObject({ outcome: 'viewed', by: 'json/last-line' })
    if ('text' in outcome) expect(outcome.text).toMatch(/^\[view: last line, .*\]\nline 59 of many/)
  })
})
