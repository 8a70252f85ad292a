import type { Settings } from '../engine/protocol.ts'

/** Ways to have the same done elsewhere. */
export type Way = 'library' | 'command line' | 'proxy'

/** The code that does with these settings what the page did. */
export function codeFor(way: Way, settings: Settings, isBody: boolean): string {
  if (way === 'library') return libraryCode(settings, isBody)
  return way === 'proxy' ? proxyCode(settings) : commandCode(settings, isBody)
}

function libraryCode({ preset, model, query, budget, recall }: Settings, isBody: boolean): string {
  const options = [
    `preset: '${preset}'`,
    ...(model === '' ? [] : [`model: ${JSON.stringify(model)}`]),
    ...(query === '' ? [] : [`query: ${JSON.stringify(query)}`]),
    ...(budget === undefined ? [] : [`budget: ${budget}`]),
    ...(recall ? ['recall: true'] : []),
  ].join(', ')
  const call = isBody
    ? `const { body, report } = await headroom.compressBody(json, { ${options} })`
    : `const { messages, report } = await headroom.compress(
  [{ role: 'tool', content: text }],
  { ${options} },
)`
  const recalled = recall ? '\n\nawait headroom.retrieve(ref, { lines: [10, 40] })' : ''
  return `import { createHeadroom } from 'headroom-edge'\n\nconst headroom = await createHeadroom()\n${call}${recalled}`
}

function commandCode({ preset, model, query, budget, recall }: Settings, isBody: boolean): string {
  const flags = [
    `--preset ${preset}`,
    ...(model === '' ? [] : [`--model ${quoted(model)}`]),
    ...(query === '' ? [] : [`--query ${quoted(query)}`]),
    ...(budget === undefined ? [] : [`--budget ${budget}`]),
    ...(recall ? ['--recall'] : []),
  ].join(' ')
  const file = isBody ? 'request.json' : 'input.txt'
  return `npx headroom compress ${file} ${flags} > smaller\nnpx headroom explain ${file} ${flags}\nnpx headroom expand smaller`
}

/** The proxy never uses a query or a budget of its own accord: either would break the provider's cache. */
function proxyCode({ preset }: Settings): string {
  return `npx headroom proxy --preset ${preset}\n\n# then, for any client:\nexport ANTHROPIC_BASE_URL=http://127.0.0.1:8787\nexport OPENAI_BASE_URL=http://127.0.0.1:8787/v1`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
