import type { JSX } from 'preact'
import type { Decision } from '../../src/runtime-browser/index.ts'
import type { BlockFacts } from '../engine/protocol.ts'
import type { Model } from '../page/model.ts'
import { duration, percent, whole } from '../page/numbers.ts'
import { ScrollBox } from '../page/scroll-box.tsx'
import { attemptText, reasonOf } from './reasons.ts'

/** One row a block: what it was taken for, what was tried, what came of it and why. */
export function BlockList({ model }: { readonly model: Model }): JSX.Element | null {
  const outcome = model.outcome.value
  if (outcome === undefined) return null
  const facts = new Map(outcome.blocks.map((block) => [block.id, block]))
  const decisions = outcome.report.decisions.filter(({ block }) => facts.has(block))
  return (
    <section class="blocks" aria-label="Blocks">
      <h2>
        {decisions.length === 1 ? 'One block' : `${whole(decisions.length)} blocks`}
        <span class="quiet"> what each was taken for, what was tried, what came of it</span>
      </h2>
      <ScrollBox name="Block list">
        <table>
          <thead>
            <tr>
              <th scope="col">block</th>
              <th scope="col">kind</th>
              <th scope="col" class="number">
                before
              </th>
              <th scope="col" class="number">
                after
              </th>
              <th scope="col">outcome</th>
              <th scope="col">why</th>
              <th scope="col">tried, in tokens</th>
              <th scope="col" class="number">
                time
              </th>
            </tr>
          </thead>
          <tbody>
            {decisions.map((decision) => (
              <BlockRow
                key={decision.block}
                decision={decision}
                facts={facts.get(decision.block)}
                model={model}
              />
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </section>
  )
}

interface BlockRowProps {
  readonly decision: Decision
  readonly facts: BlockFacts | undefined
  readonly model: Model
}

function BlockRow({ decision, facts, model }: BlockRowProps): JSX.Element {
  const { block, content, tokensBefore, tokensAfter, outcome, attempts, milliseconds } = decision
  const isSelected = model.selected.value === block
  const share = tokensBefore === 0 ? 1 : tokensAfter / tokensBefore
  const select = (): void => {
    model.selected.value = block
  }
  return (
    <tr
      class={isSelected ? 'selected' : ''}
      data-outcome={outcome}
      data-reason={decision.outcome === 'kept' ? decision.reason : undefined}
      onClick={select}
    >
      <th scope="row">
        <button type="button" aria-pressed={isSelected} onClick={select}>
          {nameOf(decision, facts)}
        </button>
      </th>
      <td>{content === 'unknown' ? '–' : content}</td>
      <td class="number">{whole(tokensBefore)}</td>
      <td class="number">
        {whole(tokensAfter)}
        <span class="tiny-bar" aria-hidden="true">
          <span style={{ width: `${100 * Math.min(1, share)}%` }} />
        </span>
      </td>
      <td class={`outcome ${outcome}`}>
        {outcome} {outcome === 'kept' ? '' : `−${percent(1 - share)}`}
      </td>
      <td class="why">
        {reasonOf(decision)}
        {decision.outcome === 'folded' || decision.outcome === 'viewed' ? (
          <code title="the ref under which the original is stored">{decision.refs.join(' ')}</code>
        ) : null}
      </td>
      <td class="tried">
        {attempts.map((attempt) => (
          <span class={attempt.result === 'chosen' ? 'chosen' : ''} key={attempt.by}>
            {attemptText(attempt)}
          </span>
        ))}
      </td>
      <td class="number">{duration(milliseconds)}</td>
    </tr>
  )
}

function nameOf({ block, tool }: Decision, facts: BlockFacts | undefined): string {
  const role = facts?.role ?? ''
  const title = tool ?? facts?.title ?? ''
  return [block, title === '' ? role : `${role} ${title}`].join(' ').trim()
}
