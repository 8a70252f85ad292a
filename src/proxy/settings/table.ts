import type { Preset } from '../../engine/index.ts'
import { address, choice, flag, key, list, pairs, share, whole, words } from './kinds.ts'
import { LIMITS, type Limits } from './limits.ts'
import type { Setting } from './setting.ts'

/** The value of every setting. */
export interface Settings extends Limits {
  readonly port: number
  readonly host: string
  readonly token: string | undefined
  readonly trustLocal: boolean
  readonly names: readonly string[]
  readonly origins: readonly string[]
  readonly anthropic: string
  readonly openai: string
  readonly gemini: string
  readonly vertex: string | undefined
  readonly azure: string | undefined
  readonly upstreams: ReadonlyMap<string, string>
  readonly models: ReadonlyMap<string, string>
  readonly preset: Preset
  readonly optimize: boolean
  readonly inject: boolean
  readonly compressUser: boolean
  readonly protectedTools: readonly string[]
  readonly excludedTools: readonly string[]
  readonly cacheBreakpoints: boolean
  readonly observe: number
  readonly observeRoutes: readonly string[]
  readonly holdout: number
  readonly rounds: number
  readonly lifetime: number
  readonly directory: string | undefined
  readonly encryptKeyFile: string | undefined
  readonly encryptPassphrase: string | undefined
  readonly encryptKey: string | undefined
}

export type SettingName = keyof Settings

const MINUTE = 60
const DAY = 24 * 60 * MINUTE

/** Every setting there is. Names as users of Headroom know them where they mean the same. */
export const SETTINGS: { readonly [Name in SettingName]: Setting<Settings[Name]> } = {
  port: {
    flag: 'port',
    variable: 'HEADROOM_PORT',
    kind: whole(0, 65_535),
    standard: 8787,
    about: 'port to listen on; 0 takes a free one',
  },
  host: {
    flag: 'host',
    variable: 'HEADROOM_HOST',
    kind: words,
    standard: '127.0.0.1',
    about: 'address to listen on; others than the loopback device need a token set by you',
  },
  token: {
    flag: 'token',
    variable: 'HEADROOM_PROXY_TOKEN',
    kind: words,
    standard: undefined,
    about: 'what every caller must know; made once and kept, unless set',
    secret: true,
  },
  trustLocal: {
    flag: 'trust-local',
    variable: 'HEADROOM_TRUST_LOCAL',
    kind: flag,
    standard: false,
    about: "take a client's own provider key for the token, bound on first use",
  },
  names: {
    flag: 'names',
    variable: 'HEADROOM_PROXY_HOSTS',
    kind: list,
    standard: [],
    about: "names under which it may be reached, besides the loopback device's",
  },
  origins: {
    flag: 'origins',
    variable: 'HEADROOM_CORS_ORIGINS',
    kind: list,
    standard: [],
    about: 'origins of pages that may call, exactly as a browser sends them',
  },
  anthropic: upstream('anthropic', 'https://api.anthropic.com'),
  openai: upstream('openai', 'https://api.openai.com'),
  gemini: upstream('gemini', 'https://generativelanguage.googleapis.com'),
  vertex: {
    flag: 'vertex-api-url',
    variable: 'VERTEX_TARGET_API_URL',
    kind: address,
    standard: undefined,
    about: "Vertex AI's address, e.g. https://us-central1-aiplatform.googleapis.com",
  },
  azure: {
    flag: 'azure-api-url',
    variable: 'AZURE_TARGET_API_URL',
    kind: address,
    standard: undefined,
    about: "an Azure OpenAI resource's address, e.g. https://NAME.openai.azure.com",
  },
  upstreams: {
    flag: 'upstreams',
    variable: 'HEADROOM_UPSTREAMS',
    kind: pairs(address),
    standard: new Map(),
    about: 'further upstreams that speak as OpenAI does, e.g. ollama=http://127.0.0.1:11434',
  },
  models: {
    flag: 'models',
    variable: 'HEADROOM_MODEL_ROUTES',
    kind: pairs(words),
    standard: new Map(),
    about: 'which upstream serves models by how their names begin, e.g. qwen=ollama',
  },
  preset: {
    flag: 'preset',
    variable: 'HEADROOM_PRESET',
    kind: choice('safe', 'balanced', 'aggressive'),
    standard: 'balanced',
    about: 'how hard to press: safe only packs, balanced and aggressive also fold',
    live: true,
  },
  optimize: {
    flag: 'optimize',
    variable: 'HEADROOM_OPTIMIZE',
    kind: flag,
    standard: true,
    about: 'compress; without it every byte passes as it came',
    live: true,
  },
  inject: {
    flag: 'inject',
    variable: 'HEADROOM_INJECT',
    kind: flag,
    standard: true,
    about:
      'append headroom_retrieve to requests that have tools, and answer it here; without it only packers work',
    live: true,
  },
  compressUser: {
    flag: 'compress-user-messages',
    variable: 'HEADROOM_COMPRESS_USER_MESSAGES',
    kind: flag,
    standard: false,
    about: 'also pack data in user messages',
    live: true,
  },
  cacheBreakpoints: {
    flag: 'cache-breakpoints',
    variable: 'HEADROOM_CACHE_BREAKPOINTS',
    kind: flag,
    standard: false,
    about: 'mark what Anthropic is to cache, in requests in which the client marks nothing itself',
    live: true,
  },
  protectedTools: {
    flag: 'protect-tool-results',
    variable: 'HEADROOM_PROTECT_TOOL_RESULTS',
    kind: list,
    standard: [],
    about: 'tools whose results stay as they are, e.g. Read,mcp__db__*',
    live: true,
  },
  excludedTools: {
    flag: 'exclude-tools',
    variable: 'HEADROOM_EXCLUDE_TOOLS',
    kind: list,
    standard: [],
    about: 'the same under another name; both lists hold',
    live: true,
  },
  observe: {
    flag: 'observe',
    variable: 'HEADROOM_OBSERVE',
    kind: share,
    standard: 0,
    about: 'share of conversations that are only measured and sent as they came',
    live: true,
  },
  observeRoutes: {
    flag: 'observe-routes',
    variable: 'HEADROOM_OBSERVE_ROUTES',
    kind: list,
    standard: [],
    about: 'routes that are only measured, e.g. anthropic,openai-chat',
    live: true,
  },
  holdout: {
    flag: 'holdout',
    variable: 'HEADROOM_HOLDOUT',
    kind: share,
    standard: 0,
    about: 'share of conversations left as they are, as a control group',
    live: true,
  },
  rounds: {
    flag: 'recall-rounds',
    variable: 'HEADROOM_CCR_MAX_ROUNDS',
    kind: whole(1, 20),
    standard: 5,
    about: 'how many times in one answer a model may look originals up',
  },
  lifetime: {
    flag: 'ccr-ttl-seconds',
    variable: 'HEADROOM_CCR_TTL_SECONDS',
    kind: whole(MINUTE, 3650 * DAY),
    standard: 30 * DAY,
    about: 'seconds an original outlives its last use',
  },
  directory: {
    flag: 'workspace-dir',
    variable: 'HEADROOM_WORKSPACE_DIR',
    kind: words,
    standard: undefined,
    about: 'where originals, the token and the lock live (Node)',
  },
  encryptKeyFile: {
    flag: 'encrypt-key-file',
    variable: 'HEADROOM_ENCRYPTION_KEY_FILE',
    kind: words,
    standard: undefined,
    about: 'encrypt what is kept with the 32 bytes in this file; headroom new-key makes one (Node)',
  },
  encryptPassphrase: {
    variable: 'HEADROOM_ENCRYPTION_PASSPHRASE',
    kind: words,
    standard: undefined,
    about: 'encrypt what is kept with a key made of this passphrase (Node)',
    secret: true,
  },
  encryptKey: {
    variable: 'HEADROOM_ENCRYPTION_KEY',
    kind: key,
    standard: undefined,
    about: 'encrypt what is kept with this key; for workers, as a secret',
    secret: true,
  },
  ...LIMITS,
}

function upstream(name: string, standard: string): Setting<string> {
  const variable = `${name.toUpperCase()}_TARGET_API_URL`
  return {
    flag: `${name}-api-url`,
    variable,
    kind: address,
    standard,
    about: `where requests in ${name}'s format go`,
  }
}
