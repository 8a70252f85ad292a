import type { JSX } from 'preact'
import { whole } from '../page/numbers.ts'
import { ScrollBox } from '../page/scroll-box.tsx'
import type { Range } from './traffic.ts'

const SAVED = 'saved:'

interface KindTableProps {
  readonly sums: ReadonlyMap<string, number>
  readonly range: Range
}

/** What each kind of content gave, when it came first. */
export function KindTable({ sums, range }: KindTableProps): JSX.Element {
  const kinds = [...sums]
    .filter(([name]) => name.startsWith(SAVED))
    .map(([name, saved]) => ({ kind: name.slice(SAVED.length), saved }))
    .sort((one, other) => other.saved - one.saved)
  return (
    <section class="panel" aria-label="By kind of content">
      <h2>
        By kind of content<span class="quiet"> when it came first</span>
      </h2>
      {kinds.length === 0 ? (
        <p class="note">No block was packed or folded in the {range.name}.</p>
      ) : (
        <ScrollBox name="Kinds">
          <table>
            <thead>
              <tr>
                <th scope="col">kind</th>
                <th scope="col" class="number">
                  blocks
                </th>
                <th scope="col" class="number">
                  tokens saved
                </th>
              </tr>
            </thead>
            <tbody>
              {kinds.map(({ kind, saved }) => (
                <tr key={kind}>
                  <th scope="row">{kind}</th>
                  <td class="number">{whole(sums.get(`blocks:${kind}`) ?? 0)}</td>
                  <td class="number">{whole(saved)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollBox>
      )}
    </section>
  )
}
