import { type BlockDecision, decisionIn, entryFor } from './block-decision.ts'
import type { KeptRun } from './decision-memory.ts'
import { Run } from './run.ts'

/** The memory of a run that goes on from decisions of another thread, and whose own go back there. */
export class GivenDecisions {
  readonly #given: readonly BlockDecision[]
  #run: Run | undefined

  constructor(given: readonly BlockDecision[]) {
    this.#given = given
  }

  /** Those that were not given. */
  get further(): readonly BlockDecision[] {
    return (this.#run?.entries ?? []).slice(this.#given.length).map(decisionIn)
  }

  /** What was given holds whatever the settings: its giver saw to that. */
  under(): KeptRun {
    return {
      take: async (stations, desk) => {
        const run = new Run(desk)
        for (const [at, decision] of this.#given.entries()) {
          const station = stations[at]
          if (station !== undefined) run.pass(station, entryFor(station.block, decision))
        }
        return run
      },
      keep: (run) => {
        this.#run = run
      },
      route: undefined,
    }
  }
}
