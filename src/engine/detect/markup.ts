import type { LineSample } from './line-sample.ts'

/** Per cent of lines with tags, where nothing else says that it is a document. */
const LEAST_SHARE = 50
const DECLARED_CONFIDENCE = 98

/**
 * Confidence, 0 … 100, that lines are of an HTML or XML document: one that says so at its start, or
 * tags on most lines. Markdown that begins with tags, and code that holds them, are none.
 */
export function recognizeMarkup({ written }: LineSample): number {
  const head = written.find((line) => !TEMPLATE.test(line))?.trimStart() ?? ''
  if (!head.startsWith('<') || NO_MARKUP.test(head)) return 0
  if (DECLARED.test(head)) return DECLARED_CONFIDENCE
  if (written.some((line) => MARKDOWN.test(line))) return 0
  const tagged = written.filter((line) => TAG.test(line)).length
  const share = Math.floor((tagged * 100) / written.length)
  return share < LEAST_SHARE ? 0 : Math.min(97, 65 + Math.floor((share * 2) / 5))
}

/** Lines of template languages before the first tag. */
const TEMPLATE = /^\s{0,40}\{[{%]/
/** `<?php`, `<134>` of syslog, `<script setup>` and its like of components that are code. */
const NO_MARKUP = /^<(?:[a-z]> \[|\?php|\d|script|template|style)/
/** A document that says what it is. */
const DECLARED = /^<(?:!doctype|\?xml|html|svg)/i
const MARKDOWN = /^(?:#{1,6} \S|```|\[!\[)|\]\((?:https?:|\.{0,2}\/)/
const TAG = /<\/?[A-Za-z][\w:.-]{0,80}[\s/>]|<[!?][A-Za-z[-]|\/>|-->|<\/?[A-Za-z][\w:.-]{0,80}$/
