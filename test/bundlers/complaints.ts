import type { BrowserContext } from 'playwright-core'

/** What the page logs, throws, asks of others, or is refused. */
export function listen(context: BrowserContext, base: string): string[] {
  const complaints: string[] = []
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  context.on('weberror', (error) => complaints.push(error.error().message))
  context.on('request', (request) => {
    if (!request.url().startsWith(base)) complaints.push(`asked for ${request.url()}`)
  })
  return complaints
}
