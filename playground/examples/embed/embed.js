import { createHeadroom } from './headroom-edge/dist/runtime-browser/index.js'

const byId = (id) => document.getElementById(id)
const [text, result, figures] = ['text', 'result', 'figures'].map(byId)
const headroom = await createHeadroom()
byId('compress').disabled = false

byId('compress').addEventListener('click', async () => {
  const given = [{ role: 'tool', content: text.value }]
  const { messages, tokensBefore, tokensAfter } = await headroom.compress(given)
  result.value = messages[0].content
  figures.textContent = `${tokensBefore.toLocaleString('en')} tokens, now ${tokensAfter.toLocaleString('en')}`
  byId('expand').disabled = false
})

byId('expand').addEventListener('click', async () => {
  const [message] = await headroom.expand([{ role: 'tool', content: result.value }])
  figures.textContent = message.content === text.value ? 'The same, to the byte.' : 'Not the same!'
  result.value = message.content
})
