import type { InlineConfig } from 'vite'

/** How vite builds the playground, and serves it on a port of the loopback device. */
export function playgroundConfig(port: number): InlineConfig

/** How it builds what the proxy serves at `/`. */
export function proxyPageConfig(): InlineConfig
