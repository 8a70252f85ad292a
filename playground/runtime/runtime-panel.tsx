import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import type { Model } from '../page/model.ts'
import { bytes } from '../page/numbers.ts'
import { type Ability, abilities } from './abilities.ts'

/** What the browser gives, what was loaded, and what is stored. */
export function RuntimePanel({ model }: { readonly model: Model }): JSX.Element {
  const found = useSignal<readonly Ability[]>([])
  const said = useSignal('')
  const look = async (): Promise<void> => {
    found.value = await abilities()
  }
  useEffect(() => void look(), [])
  const persist = async (): Promise<void> => {
    const given = await navigator.storage?.persist?.().catch(() => false)
    said.value = given === true ? 'The browser will keep it.' : 'The browser did not grant it.'
    await look()
  }
  const purge = async (): Promise<void> => {
    await model.engine().purge()
    said.value = 'All originals of this page were removed.'
    await look()
  }
  return (
    <section class="panel runtime" aria-label="Runtime">
      <div class="columns">
        <div>
          <h2>This browser</h2>
          <table>
            <tbody>
              {found.value.map(({ name, given, has }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td class={has ? 'good' : 'quiet'}>{given}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <div>
          <h2>Loaded for the engine</h2>
          <table>
            <tbody>
              {[...model.downloads.value.values()].map(({ name, bytes: size }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td class="number">{bytes(size)}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <p class="note">Vocabularies and grammars come when a model or a language needs them.</p>
        </div>
        <div>
          <h2>Originals</h2>
          <p>{storeText(model)}</p>
          <div class="ways">
            <button type="button" onClick={() => void persist()}>
              Ask to keep it
            </button>
            <button type="button" onClick={() => void purge()}>
              Purge
            </button>
          </div>
          <p class="note" aria-live="polite">
            {said.value}
          </p>
        </div>
      </div>
    </section>
  )
}

function storeText(model: Model): string {
  const store = model.store.value
  if (store === undefined) return 'The store is being opened.'
  if (store.kind === 'memory') {
    return `In memory alone, gone with this page: the browser refused IndexedDB (${store.why}).`
  }
  return 'In IndexedDB, on this device. Some browsers empty it after seven days without a visit.'
}
