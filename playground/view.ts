import type { Attempt, Decision, Progress } from '../src/runtime-browser/index.ts'
import type { Figures } from './run.ts'

/** The page's own elements, found by id; throws for one that the page lacks. */
export function element<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const found = document.getElementById(id)
  if (found instanceof kind) return found
  throw new Error(`the page has no ${kind.name} #${id}`)
}

/** Tokens before and after, what was saved, and how it was counted. */
export function showFigures(place: HTMLElement, figures: Figures): void {
  const { tokensBefore, tokensAfter, tokensSaved, report } = figures
  const { model, encoding, basis, factor } = report.counting
  const share = tokensBefore === 0 ? 0 : tokensSaved / tokensBefore
  const meter = create('meter', { max: '1', value: String(1 - share), title: 'tokens left' })
  const by = basis === 'exact' ? encoding : `${basis}: ${encoding} × ${factor}`
  const notes = [
    `counted for ${model} (${by})`,
    `${report.milliseconds.toFixed(0)} ms`,
    ...(report.foldingWouldSave > 0
      ? [`folding would save ${whole(report.foldingWouldSave)} more if the model could recall`]
      : []),
  ]
  place.replaceChildren(
    figure('tokens before', whole(tokensBefore)),
    figure('tokens after', whole(tokensAfter)),
    figure('saved', `${(share * 100).toFixed(1)} %`, 'saved'),
    meter,
    create('p', { class: 'note' }, notes.join(' · ')),
  )
}

export function showProgress(place: HTMLElement, { charactersDone, characters }: Progress): void {
  const value = String(characters === 0 ? 1 : charactersDone / characters)
  place.replaceChildren(create('progress', { max: '1', value }))
}

/** A plain sentence in place of the figures. */
export function showNote(place: HTMLElement, text: string, kind: 'quiet' | 'failed'): void {
  place.replaceChildren(create('span', { class: kind }, text))
}

/** One row a block: what it was taken for, what was tried, what came of it, and why. */
export function showDecisions(
  place: HTMLElement,
  decisions: readonly Decision[],
  recall: (ref: string) => void,
): void {
  const head = create('tr', {})
  for (const [name, kind] of COLUMNS) head.append(create('th', { class: kind }, name))
  const rows = decisions.map((decision) => rowOf(decision, recall))
  const table = create('table', {})
  table.append(head, ...rows)
  place.replaceChildren(table)
}

const COLUMNS: readonly (readonly [name: string, kind: string])[] = [
  ['block', ''],
  ['kind', ''],
  ['before', 'number'],
  ['after', 'number'],
  ['outcome', ''],
  ['reason', ''],
  ['tried', ''],
]

function rowOf(decision: Decision, recall: (ref: string) => void): HTMLElement {
  const { block, tool, content, tokensBefore, tokensAfter, outcome, attempts } = decision
  const row = create('tr', {})
  row.append(
    create('td', {}, tool === undefined ? block : `${block} ${tool}`),
    create('td', {}, content),
    create('td', { class: 'number' }, whole(tokensBefore)),
    create('td', { class: 'number' }, whole(tokensAfter)),
    create('td', { class: `outcome ${outcome}` }, outcome),
    reasonCell(decision, recall),
    triedCell(attempts),
  )
  return row
}

function reasonCell(decision: Decision, recall: (ref: string) => void): HTMLElement {
  const cell = create('td', {}, reasonOf(decision))
  if (decision.outcome !== 'folded' && decision.outcome !== 'viewed') return cell
  for (const ref of decision.refs) {
    const button = create('button', { type: 'button', 'data-ref': ref }, 'recall the original')
    button.addEventListener('click', () => recall(ref))
    cell.append(' ', button)
  }
  return cell
}

function reasonOf(decision: Decision): string {
  if (decision.outcome === 'kept') return decision.reason
  if (decision.proof === undefined) return `by ${decision.by}`
  const held = decision.proof === 'bytes' ? 'every byte' : 'equal JSON'
  const of = decision.outcome === 'packed' ? '' : ' of what is kept'
  return `by ${decision.by}, proved: ${held}${of}`
}

function triedCell(attempts: readonly Attempt[]): HTMLElement {
  const list = create('ul', {})
  for (const { by, tokens, result } of attempts) {
    const size = tokens === undefined ? '' : ` ${whole(tokens)}`
    list.append(
      create('li', { class: result === 'chosen' ? '' : 'quiet' }, `${by}${size}: ${result}`),
    )
  }
  const cell = create('td', {})
  cell.append(list)
  return cell
}

function figure(name: string, value: string, kind = ''): HTMLElement {
  const list = create('dl', { class: kind })
  list.append(create('dt', {}, name), create('dd', {}, value))
  return list
}

function whole(count: number): string {
  return count.toLocaleString('en')
}

/** Text goes in as text, so pasted markup stays inert. */
function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== '') made.setAttribute(key, value)
  }
  made.textContent = text
  return made
}
