import { render } from 'preact'
import { PASTED } from './input/files.ts'
import { sourceInLink } from './input/link.ts'
import { createLive } from './live/live-model.ts'
import { takeToken } from './live/token.ts'
import { keepForOffline } from './offline/register.ts'
import { App } from './page/app.tsx'
import { createModel } from './page/model.ts'

const model = createModel()
const live = createLive(document.documentElement.dataset['servedBy'] === 'headroom', takeToken())
const place = document.getElementById('app')
if (place !== null) {
  place.replaceChildren()
  render(<App model={model} live={live} />, place)
}

const linked = await sourceInLink(location.hash)
if (linked !== undefined) {
  model.settings.value = { ...model.settings.value, ...linked.settings }
  const [part] = linked.source.parts
  if (linked.source.name === PASTED) model.typed.value = (await part?.blob.text()) ?? ''
  model.take(linked.source)
}
keepForOffline()
