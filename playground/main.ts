import { type CompressOptions, headroomIn, type Preset } from '../src/runtime-browser/index.ts'
import { run } from './run.ts'
import { sampleJson, sampleLog } from './samples.ts'
import { element, showDecisions, showFigures, showNote, showProgress } from './view.ts'

/** Typing pauses shorter than this wait for more. */
const PAUSE_MILLISECONDS = 250

/** Characters of an original that a page can show without stumbling. */
const LONGEST_SHOWN = 1_000_000

const headroom = headroomIn(new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }))
const figures = element('figures', HTMLElement)
const decisions = element('decisions', HTMLElement)
const source = element('source', HTMLTextAreaElement)
const result = element('result', HTMLTextAreaElement)
const original = element('original', HTMLDialogElement)

/** Compresses what stands in the page. An aborted run leaves the page to the one that came after. */
async function update(signal: AbortSignal): Promise<void> {
  if (source.value === '') {
    clear()
    return
  }
  const onProgress: CompressOptions['onProgress'] = (progress) => {
    if (!signal.aborted) showProgress(figures, progress)
  }
  try {
    const outcome = await run(headroom, source.value, { ...optionsInPage(), signal, onProgress })
    result.value = outcome.text
    showFigures(figures, outcome)
    showDecisions(decisions, outcome.report.decisions, (ref) => void recall(ref))
  } catch (error) {
    if (!signal.aborted) showNote(figures, messageOf(error), 'failed')
  }
}

/** A function that runs `update` after a pause, and gives up the run before. */
function createUpdater(): (pause: number) => void {
  let running = new AbortController()
  return (pause) => {
    running.abort()
    const control = new AbortController()
    running = control
    setTimeout(() => {
      if (!control.signal.aborted) void update(control.signal)
    }, pause)
  }
}

function clear(): void {
  result.value = ''
  decisions.replaceChildren()
  showNote(figures, 'The figures appear here.', 'quiet')
}

function optionsInPage(): CompressOptions {
  const query = element('query', HTMLInputElement).value.trim()
  return {
    model: element('model', HTMLInputElement).value.trim(),
    preset: element('preset', HTMLSelectElement).value as Preset,
    recall: element('recall', HTMLInputElement).checked,
    ...(query === '' ? {} : { query }),
  }
}

async function recall(ref: string): Promise<void> {
  const slice = await headroom.retrieve(ref, undefined, { limit: LONGEST_SHOWN })
  const text = slice?.content ?? 'This original is no longer in the store.'
  const shown = original.querySelector('pre')
  if (shown !== null) shown.textContent = slice?.truncated === true ? `${text}\n…` : text
  original.showModal()
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

const updateAfter = createUpdater()
const controls = element('controls', HTMLFormElement)
for (const place of [source, controls]) {
  place.addEventListener('input', () => updateAfter(PAUSE_MILLISECONDS))
}
controls.addEventListener('submit', (event) => event.preventDefault())
for (const [id, sample] of [
  ['sample-json', sampleJson],
  ['sample-log', sampleLog],
] as const) {
  element(id, HTMLButtonElement).addEventListener('click', () => {
    source.value = sample()
    updateAfter(0)
  })
}
element('copy', HTMLButtonElement).addEventListener('click', () =>
  navigator.clipboard.writeText(result.value),
)
clear()
