/**
 * True for what stands where a secret would, and is none: masks, references to where the value
 * comes from, names of types, and words that say "put yours here".
 */
export function isPlaceholder(value: string): boolean {
  const lowered = value.toLowerCase()
  return (
    /^[<${%[(@&]|^[\W_]*$/.test(value) ||
    /\*{2}|\.{3}|…|\$\{|\{\{|x{4}|x-x|•/.test(lowered) ||
    STAND_INS.has(lowered.replace(/[^a-z]/g, '')) ||
    /^(?:your|my[-_]|enter|insert|change|example|sample|dummy|fake|replace|todo|process\.env|os\.|env[.:])/.test(
      lowered,
    ) ||
    /example|placeholder|redacted|masked|hidden/.test(lowered)
  )
}

/** Compared by letters alone, so that `CHANGE_ME` and `password1` count as well. */
const STAND_INS: ReadonlySet<string> = new Set([
  'changeme',
  'default',
  'empty',
  'false',
  'foo',
  'foobar',
  'nil',
  'no',
  'none',
  'null',
  'optional',
  'pass',
  'passphrase',
  'passwd',
  'password',
  'prompt',
  'pwd',
  'required',
  'secret',
  'somepassword',
  'str',
  'string',
  'test',
  'testing',
  'text',
  'token',
  'true',
  'undefined',
  'unknown',
  'unset',
  'varchar',
  'yes',
])

/** Fewer different characters than this are a mask or a pattern, not a random value. */
const LEAST_DIFFERENT = 6

export function isVaried(value: string): boolean {
  return new Set(value).size >= LEAST_DIFFERENT
}

/** `config.password`, `self.token`: a path through code, not a value. */
export function isCodePath(value: string): boolean {
  return value.includes('.') && value.split('.').every((part) => /^[A-Za-z_$][\w$]*$/.test(part))
}

/** `^1.2.1`, `2.0.0-rc.1`: what a list of packages gives a package that is named after passwords. */
export function isVersion(value: string): boolean {
  return /^[~^<>=v]{0,2}\d{1,5}\.\d{1,5}\.\d{1,5}(?:[-+][\w.-]{1,40})?$/.test(value)
}

export function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value)
}
