import { openAgent } from './agent.js'

const byId = (id) => document.getElementById(id)
const steps = byId('steps')
const opening = openAgent({ onStep: show, onSaved: showSaved })
const button = byId('send')

byId('ask').addEventListener('submit', async (event) => {
  event.preventDefault()
  const question = byId('question').value
  button.disabled = true
  show({ who: 'You', text: question })
  try {
    show({ who: 'Agent', text: await (await opening).ask(question) })
  } catch (error) {
    show({ who: 'Error', text: error instanceof Error ? error.message : String(error) })
  } finally {
    button.disabled = false
  }
})

button.disabled = false

function show({ who, text }) {
  const step = document.createElement('li')
  const name = document.createElement('strong')
  name.textContent = who
  const said = document.createElement(text.length > 200 ? 'pre' : 'span')
  said.textContent = text
  if (text.length > 200) said.tabIndex = 0
  step.append(name, said)
  steps.append(step)
}

function showSaved({ before, after }) {
  const share = before === 0 ? 0 : Math.round((100 * (before - after)) / before)
  byId('saved').textContent =
    `Of ${before.toLocaleString('en')} tokens of tool results the model read ${after.toLocaleString('en')}: ${share} % less.`
}
