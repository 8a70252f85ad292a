import type { JSX } from 'preact'
import type { Model } from '../page/model.ts'
import { SAMPLES, type Sample } from './samples.ts'

/** Real outputs of real tools, one of every kind; each is fetched when it is asked for. */
export function Gallery({ model }: { readonly model: Model }): JSX.Element {
  const groups = [...new Set(SAMPLES.map(({ group }) => group))]
  return (
    <section class="gallery" aria-label="Samples">
      {groups.map((group) => (
        <div class="group" key={group}>
          <span class="group-name">{group}</span>
          {SAMPLES.filter((sample) => sample.group === group).map((sample) => (
            <button
              type="button"
              key={sample.file}
              title={sample.about}
              data-sample={sample.file}
              aria-pressed={model.source.value?.name === sample.file}
              onClick={() => void show(model, sample)}
            >
              {sample.name}
            </button>
          ))}
        </div>
      ))}
    </section>
  )
}

async function show(model: Model, { file, url, probes = [], query = '' }: Sample): Promise<void> {
  try {
    const response = await fetch(url)
    if (!response.ok) throw new Error(`${file} answered ${response.status}`)
    const blob = await response.blob()
    model.settings.value = { ...model.settings.value, query }
    model.take({ name: file, parts: [{ name: file, blob }] }, probes)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    model.work.value = { state: 'failed', message: `The sample could not be fetched: ${reason}` }
  }
}
