/**
 * Confidence, 0 … 100, that lines are of an HTML or XML document: one that says so at its start, or
 * tags on most lines. Markdown that begins with tags, and code that holds them, are none.
 */
export function recognizeMarkup(lines: readonly string[]): number {
  const first = lines.findIndex((line) => line.trim() !== '')
  const head = (lines[first] ?? '').trimStart()
  if (!head.startsWith('<') || NO_MARKUP.test(head)) return 0
  const written = lines.filter((line) => line.trim() !== '')
  const tagged = written.filter((line) => TAG.test(line)).length
  const share = Math.floor((tagged * 100) / written.length)
  if (DECLARED.test(head)) return Math.max(85, Math.min(99, 60 + share))
  return share < LEAST_SHARE ? 0 : Math.min(95, 60 + Math.floor(share / 3))
}

/** `<?php`, `<134>` of syslog, `<script setup>` and its like of components that are code. */
const NO_MARKUP = /^<(?:\?php|\d|script|template|style)/
/** A document that says what it is. */
const DECLARED = /^<(?:!doctype|\?xml|html|svg|!--[^-]{0,200}-->\s{0,20}<html)/i
const TAG = /<\/?[A-Za-z][\w:.-]{0,80}[\s/>]|<[!?][A-Za-z[-]|\/>|-->|<\/?[A-Za-z][\w:.-]{0,80}$/
/** Per cent of lines with tags, where nothing else says that it is a document. */
const LEAST_SHARE = 60
