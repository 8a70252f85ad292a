/** What an agent tells of a tool that has run, in words that all agents share. */
export interface ToolOutput {
  readonly tool: string
  readonly input: unknown
  /** The texts that the model would read. */
  readonly texts: readonly string[]
  /** The folder that the agent works in. */
  readonly folder: string
  /** A helper of the agent's own, which need not have the tools that the agent has. */
  readonly isOfSubagent: boolean
  /** Where the agent writes down what the model read, and under which id. */
  readonly record?: { readonly file: string; readonly id: string }
}

/** How one agent tells of a tool that has run, and how it is answered. */
export interface HookSurface {
  /** `undefined` for what is none of a tool that may be changed: unknown tools, and those that failed. */
  read(said: Readonly<Record<string, unknown>>): ToolOutput | undefined
  /** The answer that puts other texts in the place of those read, in the tool's own shape. */
  write(said: Readonly<Record<string, unknown>>, texts: readonly string[]): string
}

/** The member, if it is a string. */
export function stringAt(value: Readonly<Record<string, unknown>>, name: string): string {
  const member = value[name]
  return typeof member === 'string' ? member : ''
}
