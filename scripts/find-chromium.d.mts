/** What playwright's `launch` needs. */
export function findChromium(): {
  readonly executablePath: string
  readonly args: string[]
  readonly env?: Record<string, string>
}

/** Whether that browser can load extensions. */
export declare function knowsExtensions(): boolean
