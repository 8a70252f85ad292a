import { spawn } from 'node:child_process'
import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { defaultDirectory } from '../index.ts'
import { runningProxies } from '../proxy/instance-lock.ts'
import { installationToken } from '../proxy/token.ts'
import { CliFailure } from './failure.ts'
import { warn, writeOut } from './terminal.ts'

interface DashboardFlags {
  readonly workspaceDir?: string
  /** Absent where nothing was said: opened where a person is at the terminal. */
  readonly open?: boolean
}

/** `headroom dashboard`: where the running proxy shows its traffic, and a browser there. */
export async function dashboardCommand({ workspaceDir, open }: DashboardFlags): Promise<void> {
  const directory = workspaceDir ?? defaultDirectory()
  const proxies = await runningProxies(directory)
  if (proxies.length === 0) {
    throw new CliFailure(`no proxy is running from ${directory}; headroom proxy starts one`)
  }
  const token = process.env['HEADROOM_PROXY_TOKEN'] || (await installationToken(directory))
  const pages = proxies.map((url) => `${url}/#live&token=${encodeURIComponent(token)}`)
  writeOut(pages.map((page) => `${page}\n`).join(''))
  const [page = ''] = pages
  if (open ?? process.stdout.isTTY) await openPage(page, directory)
}

/** Milliseconds that a browser is given to read the file that leads it to the page. */
const PATIENCE = 5000

/**
 * Opens the page by way of a file that only its owner can read: the address holds the token, and what a program
 * is started with can be seen by others on this machine.
 */
async function openPage(page: string, directory: string): Promise<void> {
  const file = join(directory, 'dashboard.html')
  const target = page.replaceAll('&', '&amp;').replaceAll('"', '&quot;')
  const html = `<!doctype html>\n<meta charset="utf-8">\n<meta name="referrer" content="no-referrer">\n<meta http-equiv="refresh" content="0; url=${target}">\n<title>headroom</title>\n<a href="${target}">To the dashboard</a>\n`
  await rm(file, { force: true })
  await writeFile(file, html, { mode: 0o600, flag: 'wx' })
  try {
    if (await started(pathToFileURL(file).href))
      await new Promise((resolve) => setTimeout(resolve, PATIENCE))
    else warn('no browser could be opened; the address above leads there')
  } finally {
    await rm(file, { force: true })
  }
}

/** How each system opens an address; others as Linux does. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}

/** False where there is no such program, or it says at once that it could not. */
function started(address: string): Promise<boolean> {
  const [program, ...args] = OPENERS[process.platform] ?? ['xdg-open']
  return new Promise((resolve) => {
    const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true })
    // Some stay for as long as the browser does.
    const timer = setTimeout(() => resolve(true), PATIENCE)
    const end = (has: boolean): void => {
      clearTimeout(timer)
      resolve(has)
    }
    child.on('error', () => end(false))
    child.on('exit', (code) => end(code === 0))
    child.unref()
  })
}
