import { expect, it } from 'vitest'
import { PIECES as AT_ONCE } from '../../src/engine/pieces-at-once.ts'
import { PIECES as ON_DEMAND } from '../../src/engine/pieces-on-demand.ts'

it('gives the same, loaded at once or one by one', async () => {
  expect(Object.keys(ON_DEMAND).sort()).toEqual(Object.keys(AT_ONCE).sort())
  for (const piece of ['shorteners', 'readers', 'slices'] as const) {
    const atOnce = Object.entries(await AT_ONCE[piece]())
    const onDemand: Readonly<Record<string, unknown>> = { ...(await ON_DEMAND[piece]()) }
    expect(atOnce.length).toBeGreaterThan(0)
    for (const [name, value] of atOnce) expect(onDemand[name], name).toBe(value)
  }
})
