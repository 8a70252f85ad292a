/** How a JSON writer spells the characters it could also write as they are. */
export type Spelling = 'plain' | 'ascii'

/** The literal of a text as `JSON.stringify` writes it, or with all but ASCII escaped, as Python does. */
export function spellString(text: string, spelling: Spelling): string {
  const plain = JSON.stringify(text)
  if (spelling === 'plain') return plain
  return plain.replace(/[\u007f-\uffff]/g, escapeOf)
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
