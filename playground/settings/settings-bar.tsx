import type { JSX } from 'preact'
import type { Preset } from '../../src/runtime-browser/index.ts'
import { PRICES } from '../money/prices.ts'
import type { Model } from '../page/model.ts'

/** How hard to press, for which model, looking for what; each change runs at once. */
export function SettingsBar({ model }: { readonly model: Model }): JSX.Element {
  const { preset, recall, query, budget, model: name } = model.settings.value
  return (
    <form class="settings" aria-label="Settings" onSubmit={(event) => event.preventDefault()}>
      <fieldset class="presets">
        <legend>Preset</legend>
        {PRESETS.map(([value, about]) => (
          <label key={value} title={about}>
            <input
              type="radio"
              name="preset"
              value={value}
              checked={preset === value}
              onChange={() => model.change({ preset: value })}
            />
            {value}
          </label>
        ))}
      </fieldset>
      <label class="named">
        Model
        <input
          id="model"
          list="models"
          value={name}
          placeholder={model.loaded.value?.model ?? 'gpt-4o'}
          onInput={(event) => model.change({ model: event.currentTarget.value.trim() })}
        />
      </label>
      <datalist id="models">
        {PRICES.map(({ model: value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </datalist>
      <label class="named wide">
        Looking for
        <input
          id="query"
          value={query}
          placeholder="words that must stay in sight"
          dir="auto"
          onInput={(event) => model.change({ query: event.currentTarget.value.trim() })}
        />
      </label>
      <label class="named narrow">
        Budget, tokens
        <input
          id="budget"
          type="number"
          min="1"
          step="1"
          value={budget ?? ''}
          placeholder="none"
          onInput={(event) => model.change({ budget: budgetIn(event.currentTarget.value) })}
        />
      </label>
      <label class="check" title="Without it nothing may be left out, only written shorter.">
        <input
          id="recall"
          type="checkbox"
          checked={recall}
          onChange={(event) => model.change({ recall: event.currentTarget.checked })}
        />
        the model can recall
      </label>
    </form>
  )
}

const PRESETS: readonly (readonly [preset: Preset, about: string])[] = [
  ['safe', 'Writes the same in fewer tokens; leaves nothing out'],
  ['balanced', 'Also leaves out what is not likely to be needed, to be recalled'],
  ['aggressive', 'Leaves out more'],
]

function budgetIn(text: string): number | undefined {
  const value = Number(text)
  return Number.isSafeInteger(value) && value > 0 ? value : undefined
}
