import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { Rival } from '../engine/protocol.ts'
import type { Model } from '../page/model.ts'
import { percent, whole } from '../page/numbers.ts'
import { ScrollBox } from '../page/scroll-box.tsx'

/** The same input by other means, and which facts can still be read then. */
export function ComparePanel({ model }: { readonly model: Model }): JSX.Element {
  const isBusy = useSignal(false)
  const rivals = model.rivals.value
  const probes = model.probes.value
  const compare = async (): Promise<void> => {
    isBusy.value = true
    await model.compare().finally(() => {
      isBusy.value = false
    })
  }
  return (
    <section class="panel rivals" aria-label="Compare">
      <h2>Against other ways</h2>
      <p>The same input minified, as TOON, and cut short to as many tokens.</p>
      <button type="button" onClick={() => void compare()} disabled={isBusy.value}>
        {isBusy.value ? 'Comparing …' : 'Compare'}
      </button>
      {rivals === undefined ? null : (
        <ScrollBox name="Comparison">
          <table>
            <thead>
              <tr>
                <th scope="col">way</th>
                <th scope="col" class="number">
                  tokens
                </th>
                <th scope="col" class="number">
                  saved
                </th>
                {probes.map(({ asks }) => (
                  <th scope="col" key={asks} class="probe-name">
                    {asks}
                  </th>
                ))}
                <th scope="col">what it costs</th>
              </tr>
            </thead>
            <tbody>
              {rivals.map((rival) => (
                <RivalRow
                  key={rival.name}
                  rival={rival}
                  all={tokensOfInput(rivals)}
                  probes={probes.length}
                />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </section>
  )
}

interface RivalRowProps {
  readonly rival: Rival
  readonly all: number
  readonly probes: number
}

function RivalRow({ rival, all, probes }: RivalRowProps): JSX.Element {
  const { name, how, tokens, note, survived = [], isOurs } = rival
  return (
    <tr class={isOurs ? 'ours' : ''}>
      <th scope="row" title={how}>
        {name}
      </th>
      <td class="number">{tokens === undefined ? '–' : whole(tokens)}</td>
      <td class="number">{tokens === undefined || all === 0 ? '–' : percent(1 - tokens / all)}</td>
      {Array.from({ length: probes }, (_, at) => (
        <td key={at} class={survived[at] === true ? 'good' : 'failed'}>
          {tokens === undefined
            ? '–'
            : survived[at] === true
              ? 'in sight'
              : isOurs
                ? 'to be recalled'
                : 'lost'}
        </td>
      ))}
      <td>{tokens === undefined ? 'not JSON' : note}</td>
    </tr>
  )
}

function tokensOfInput(rivals: readonly Rival[]): number {
  return rivals.find(({ name }) => name === 'as it came')?.tokens ?? 0
}
