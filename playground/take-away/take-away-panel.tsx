import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { linkFor } from '../input/link.ts'
import type { Model } from '../page/model.ts'
import { ScrollBox } from '../page/scroll-box.tsx'
import { codeFor, type Way } from './code.ts'

/** The result, the report, a link, and the code that does the same. */
export function TakeAwayPanel({ model }: { readonly model: Model }): JSX.Element {
  const said = useSignal('')
  const way = useSignal<Way>('library')
  const settings = model.settings.value
  const tell = (text: string): void => {
    said.value = text
  }
  const report = (): Blob =>
    new Blob([JSON.stringify(model.outcome.value?.report, undefined, 2)], {
      type: 'application/json',
    })
  const isBody = model.loaded.value?.dialect !== undefined
  const suffix = isBody || (model.loaded.value?.files ?? 1) > 1 ? 'json' : 'txt'
  return (
    <section class="panel take-away" aria-label="Take away">
      <h2>Take it along</h2>
      <div class="ways">
        <button type="button" onClick={() => void copy(model.engine().result(), tell)}>
          Copy result
        </button>
        <button
          type="button"
          onClick={() => void save(model.engine().result(), `headroom-result.${suffix}`)}
        >
          Download result
        </button>
        <button type="button" onClick={() => void copy(Promise.resolve(report()), tell)}>
          Copy report
        </button>
        <button
          type="button"
          onClick={() => void save(Promise.resolve(report()), 'headroom-report.json')}
        >
          Download report
        </button>
        <button type="button" onClick={() => void copyLink(model, tell)}>
          Copy link
        </button>
      </div>
      <p class="note" aria-live="polite">
        {said.value === ''
          ? 'A link carries the input behind its #, compressed; browsers send that part to nobody.'
          : said.value}
      </p>
      <div class="tabs" role="radiogroup" aria-label="The same with">
        {WAYS.map((name) => (
          <label key={name}>
            <input
              type="radio"
              name="way"
              checked={way.value === name}
              onChange={() => {
                way.value = name
              }}
            />
            {name}
          </label>
        ))}
      </div>
      <ScrollBox name="Code" kind="code">
        <pre>{codeFor(way.value, settings, isBody)}</pre>
      </ScrollBox>
    </section>
  )
}

const WAYS: readonly Way[] = ['library', 'command line', 'proxy']

type Tell = (text: string) => void

async function copy(blob: Promise<Blob>, tell: Tell): Promise<void> {
  await copyText(await (await blob).text(), tell)
}

async function copyText(text: string, tell: Tell): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    tell(`Copied, ${text.length.toLocaleString('en')} characters.`)
  } catch {
    tell('The browser did not allow copying; download it instead.')
  }
}

async function copyLink(model: Model, tell: Tell): Promise<void> {
  const source = model.source.value
  if (source === undefined) return
  const link = await linkFor(source, model.settings.value)
  if (link === undefined) tell('Too much for a link; download the result instead.')
  else await copyText(link, tell)
}

async function save(blob: Promise<Blob>, name: string): Promise<void> {
  const url = URL.createObjectURL(await blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
