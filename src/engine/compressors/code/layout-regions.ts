import type { SourceView } from '../../text/source-view.ts'
import { inOrder } from './find-regions.ts'
import { indentAt, type Layout, layoutOf, OUTSIDE, textAt } from './layout.ts'
import { type NoteRun, regionOfNote } from './note-regions.ts'
import type { Region } from './region.ts'

/** What may be left out as indentation and brackets tell, where no parser does; in order of lines. */
export function layoutRegions(view: SourceView): readonly Region[] {
  const lines = layoutOf(view)
  const regions: Region[] = []
  for (let line = 0; line < view.count; line++) {
    const note = noteAt(view, line)
    if (note !== undefined) {
      regions.push(...regionOfNote(view, note))
      line = note.to - 1
      continue
    }
    const body = bodyAt(view, lines, line)
    if (body !== undefined) regions.push(...documented(view, body))
  }
  return inOrder(regions)
}

/** Words that make a block, which is no function's. */
const CONTROL =
  /^(?:[}\]) ]*)(?:if|else|elif|elseif|for|foreach|while|until|unless|switch|case|when|match|do|try|catch|except|finally|with|return|throw|new|defer|go|select|using|lock)\b/
/** Words that make what is shown with all its members. */
const HOLDER =
  /^(?:[\w@]+(?:<[^>]{0,60}>)? ){0,5}(?:class|struct|interface|enum|union|namespace|module|impl|trait|object|extension|protocol|record|package|mod|extern "C"|defmodule)\b/
const FUNCTION_WORD =
  /^(?:[\w@]+(?:\([^)]{0,40}\))? ){0,6}(?:def|defp|defmacro|func|function|fn|fun|sub|proc)\b/
const FUNCTION_VALUE = /(?:=>|\bfunction\b[^;]{0,200}\)) ?\{$/
const CALL_LIKE = /^[\w$@:<>,*&~[\]?. ]{1,200}\([^;]*$/
const LONGEST_SIGNATURE = 40
/** Declarations of parameters between head and brace, as old C has them. */
const MOST_DECLARATIONS = 12

function bodyAt(view: SourceView, layout: Layout, head: number): Region | undefined {
  const indent = layout.indents[head] ?? OUTSIDE
  if (indent === OUTSIDE) return undefined
  const text = textAt(view, head)
  const hasWord = FUNCTION_WORD.test(text)
  if (CONTROL.test(text) || HOLDER.test(text)) return undefined
  if (!hasWord && !CALL_LIKE.test(text) && !FUNCTION_VALUE.test(text)) return undefined
  const from = bodyStart(view, layout, { head, indent, needsBrace: !hasWord })
  if (from === undefined) return undefined
  const to = firstOutside(layout, from, indent)
  const last = to < view.count ? textAt(view, to) : ''
  if (to - from < 2 || /^(?:else|elif|except|\))/.test(last)) return undefined
  return { kind: 'body', from, to: trimmed(layout, from, to), head, name: nameOf(text) }
}

/** A string at the beginning of a body documents it: its first sentence stays. */
function documented(view: SourceView, body: Region): readonly Region[] {
  const opening = /^[rRuU]?("""|''')/.exec(textAt(view, body.from))?.[1]
  if (opening === undefined) return [body]
  const last = closingLine(view, body, opening)
  if (last === undefined) return [body]
  const note = regionOfNote(view, { from: body.from, to: last + 1, isLoose: false })
  return last + 1 < body.to ? [...note, { ...body, from: last + 1 }] : note
}

function closingLine(view: SourceView, { from, to }: Region, mark: string): number | undefined {
  if (textAt(view, from).indexOf(mark, mark.length + 1) !== -1) return from
  for (let line = from + 1; line < to; line++) {
    if (textAt(view, line).includes(mark)) return line
  }
  return undefined
}

interface Head {
  readonly head: number
  readonly indent: number
  /** True where only a brace tells a function from a call. */
  readonly needsBrace: boolean
}

/** The first line behind the signature and its brace; `undefined` where there is no deeper line. */
function bodyStart(view: SourceView, { indents, depths }: Layout, head: Head): number | undefined {
  const end = signatureEnd(view, depths, head.head)
  if (end === undefined) return undefined
  let next = opening(view, end, head)
  if (next === undefined) return undefined
  while (next < view.count && indents[next] === OUTSIDE) next++
  return next < view.count && (indents[next] ?? 0) > head.indent ? next : undefined
}

/** The line below the brace, or below the signature where there is none. */
function opening(view: SourceView, end: number, { indent, needsBrace }: Head): number | undefined {
  const last = textAt(view, end)
  if (last.endsWith('{')) return end + 1
  const brace = braceBelow(view, end + 1, indent)
  if (brace !== undefined) return brace + 1
  return needsBrace || /[;,]$/.test(last) ? undefined : end + 1
}

/** The line on which the brackets that the head opens are closed. */
function signatureEnd(view: SourceView, depths: Int16Array, head: number): number | undefined {
  let depth = 0
  const last = Math.min(view.count, head + LONGEST_SIGNATURE)
  for (let line = head; line < last; line++) {
    depth += depths[line] ?? 0
    if (depth <= 0 || /(?:=>|\)) ?\{$/.test(textAt(view, line))) return line
  }
  return undefined
}

function braceBelow(view: SourceView, from: number, indent: number): number | undefined {
  const last = Math.min(view.count, from + MOST_DECLARATIONS)
  for (let line = from; line < last; line++) {
    const text = textAt(view, line)
    if (text === '{') return indentAt(view, line) === indent ? line : undefined
    if (!/[;,]$/.test(text) || text.includes('}')) return undefined
  }
  return undefined
}

function firstOutside({ indents }: Layout, from: number, indent: number): number {
  let line = from
  while (
    line < indents.length &&
    !((indents[line] ?? 0) > OUTSIDE && (indents[line] ?? 0) <= indent)
  ) {
    line++
  }
  return line
}

/** Without the blank lines at its end. */
function trimmed({ indents }: Layout, from: number, to: number): number {
  let end = to
  while (end > from && indents[end - 1] === OUTSIDE) end--
  return end
}

function nameOf(text: string): string {
  return (
    /\b(?:def|defp|func|function|fn|fun|sub|proc) ([\w.:$]{1,100})/.exec(text)?.[1] ??
    /([\w$:~.]{1,100}) ?(?:=|:|\()/.exec(text)?.[1] ??
    ''
  )
}

const LONGEST_COMMENT = 400

/** Comments that begin on that line. */
function noteAt(view: SourceView, from: number): NoteRun | undefined {
  const text = textAt(view, from)
  const mark = /^(?:\/\/|--(?!-)|#(?![\w[!]))/.exec(text)?.[0]
  const last = Math.min(view.count, from + LONGEST_COMMENT)
  let to = from + 1
  if (mark !== undefined) {
    while (to < last && textAt(view, to).startsWith(mark)) to++
    return { from, to, isLoose: true }
  }
  if (!text.startsWith('/*') || text.includes('*/')) return undefined
  while (to < last && !textAt(view, to).includes('*/')) to++
  return to < last && textAt(view, to).endsWith('*/')
    ? { from, to: to + 1, isLoose: false }
    : undefined
}
