/** True for a line of the text that the decoder would take for one of ours. */
export function isControl(line: string): boolean {
  return CONTROL.test(line)
}

const CONTROL = /^(?:===? |@@ |@@$|\||commit [0-9a-f]{7,64} |\[\d{1,9} files(?:, columns|\]))/
