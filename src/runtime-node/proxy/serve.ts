import { once } from 'node:events'
import { createServer, type Server, type ServerOptions } from 'node:http'
import { EngineError } from '../../engine/index.ts'
import { createApp, LiveSettings, type Settings, type SettingTexts } from '../../proxy/index.ts'
import { codeOf } from '../files.ts'
import { defaultDirectory } from '../index.ts'
import { instanceLock, isProxy } from './instance-lock.ts'
import { openNodeHost } from './node-host.ts'
import { requestListener } from './request-listener.ts'
import { installationToken } from './token.ts'
import { serveSockets } from './upgrade.ts'

/** A proxy that is listening. */
export interface RunningProxy {
  /** Where it answers, e.g. `http://127.0.0.1:8787`. */
  readonly url: string
  /** What every caller must know. */
  readonly token: string
  /** False where a proxy of the same configuration was running already; that one is left alone. */
  readonly isOwn: boolean
  /** Lets what is under way end, for a while, and closes. */
  close(): Promise<void>
}

/** What a proxy is started with. */
export interface ServeOptions extends SettingTexts {
  /** The package's version. */
  readonly version?: string
}

/** Milliseconds that answers under way are given when the proxy is told to stop. */
const LAST_WORDS = 10_000
/** Milliseconds between two looks for connections that have become idle while it stops. */
const STEP = 50
/** Milliseconds between two looks at how long requests have been on their way in. */
const LOOKING = 500

/**
 * Starts the proxy in Node. Throws `EngineError('bad-options')` for bad settings and for a port that is
 * taken.
 */
export async function serveProxy(options: ServeOptions = {}): Promise<RunningProxy> {
  const settings = new LiveSettings(options)
  const { values } = settings
  refuseOpenDoor(values)
  const directory = values.directory ?? defaultDirectory()
  const token = values.token ?? (await installationToken(directory))
  const lock = await instanceLock(directory, settings)
  const elsewhere = values.port === 0 ? undefined : await lock.running()
  if (elsewhere !== undefined)
    return { url: elsewhere, token, isOwn: false, close: async () => undefined }
  const { host, upstreams, close } = await openNodeHost(values, directory)
  const environment = { ...options.environment, HEADROOM_PROXY_TOKEN: token }
  const app = createApp({
    host,
    settings: { environment, ...(options.flags === undefined ? {} : { flags: options.flags }) },
    ...(options.version === undefined ? {} : { version: options.version }),
  })
  const listener = requestListener(app, upstreams)
  const server = createServer({ ...patienceOf(values), noDelay: true }, listener)
  const sockets = serveSockets(server, app)
  const stop = async (): Promise<void> => {
    sockets.close()
    app.end()
    if (server.listening) await closeServer(server)
    await close()
  }
  try {
    const url = await listen(server, { host: values.host, port: values.port })
    await lock.take(url)
    const end = async (): Promise<void> => {
      await lock.release()
      await stop()
    }
    return { url, token, isOwn: true, close: end }
  } catch (error) {
    await stop()
    throw error
  }
}

/** How long a client may take to say what it wants; one that sends byte by byte is answered 408 and let go. */
function patienceOf({ headTimeout, bodyTimeout }: Settings): ServerOptions {
  const headersTimeout = headTimeout * 1000
  return {
    headersTimeout,
    requestTimeout: headersTimeout + bodyTimeout * 1000,
    connectionsCheckingInterval: LOOKING,
  }
}

const LOOPBACK: readonly string[] = ['127.0.0.1', '::1', 'localhost']

/** Whoever opens the door to a network says so twice: by the address, and by a token of their own. */
function refuseOpenDoor({ host, token }: Settings): void {
  if (LOOPBACK.includes(host) || token !== undefined) return
  throw new EngineError(
    'bad-options',
    `--host ${host} can be reached from outside; set a token with HEADROOM_PROXY_TOKEN, and names with --names`,
  )
}

interface Place {
  readonly host: string
  readonly port: number
}

async function listen(server: Server, place: Place): Promise<string> {
  const { host, port } = place
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (error) {
    throw await refusal(error, place)
  }
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  return urlOf(host, bound)
}

function urlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

async function refusal(error: unknown, { host, port }: Place): Promise<unknown> {
  switch (codeOf(error)) {
    case 'EADDRINUSE': {
      const by = (await isProxy(urlOf(host, port)))
        ? 'a headroom proxy with other settings'
        : 'another program'
      return new EngineError(
        'bad-options',
        `port ${port} is taken by ${by}; name another with --port`,
      )
    }
    case 'EACCES':
      return new EngineError('bad-options', `port ${port} may not be opened by you`)
    case 'EADDRNOTAVAIL':
      return new EngineError(
        'bad-options',
        `${host} is no address of this machine; name another with --host`,
      )
    default:
      return error
  }
}

async function closeServer(server: Server): Promise<void> {
  const closed = once(server, 'close')
  server.close()
  server.closeIdleConnections()
  const timer = setTimeout(() => server.closeAllConnections(), LAST_WORDS)
  // What a client keeps open for its next request is idle as soon as an answer under way has ended.
  const idle = setInterval(() => server.closeIdleConnections(), STEP)
  await closed
  clearTimeout(timer)
  clearInterval(idle)
}
