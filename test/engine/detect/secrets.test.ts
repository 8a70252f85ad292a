import { describe, expect, it } from 'vitest'
import { holdsSecret } from '../../../src/engine/detect/secrets.ts'

/** Put together here, so that no scanner of this repository takes a sample for a leak. */
const random = (length: number): string =>
  Array.from({ length }, (_, at) => 'aZ3kQ9xW7mB2tR5vL8nD'[(at * 7 + (at >> 4)) % 20]).join('')
const upper = (length: number): string => random(length).toUpperCase()
const base64 = (length: number): string => `MII${random(length - 3)}`
const pem = (label: string): string =>
  `-----BEGIN ${label}-----\n${base64(64)}\n${base64(64)}\n-----END ${label}-----\n`
const webToken = `eyJ${random(20)}.eyJ${random(60)}.${random(43)}`

describe('secrets', () => {
  it.each([
    ['a PKCS 8 key', pem('PRIVATE KEY')],
    ['an RSA key', pem('RSA PRIVATE KEY')],
    ['an OpenSSH key', pem('OPENSSH PRIVATE KEY')],
    ['an encrypted key', pem('ENCRYPTED PRIVATE KEY')],
    [
      'an encrypted key of old',
      pem('RSA PRIVATE KEY').replace(
        '\n',
        `\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${upper(32)}\n\n`,
      ),
    ],
    ['a PGP key', pem('PGP PRIVATE KEY BLOCK').replace('\n', '\nVersion: GnuPG v2\n\n')],
    ['a key in JSON', JSON.stringify({ key: pem('PRIVATE KEY') })],
    ['a key in JSON in JSON', JSON.stringify(JSON.stringify({ key: pem('PRIVATE KEY') }))],
    ['a key in YAML', pem('PRIVATE KEY').replaceAll('\n', '\n    ')],
    ['a PuTTY key', 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none'],
    ['an age key', `AGE-SECRET-KEY-1${upper(58)}`],
    ['an OpenAI key', `using sk-${random(48)} for it`],
    ['an OpenAI project key', `sk-proj-${random(60)}`],
    ['an Anthropic key', `"sk-ant-api03-${random(30)}-_${random(30)}"`],
    ['a router key', `sk-or-v1-${'0123456789abcdef'.repeat(4)}`],
    ['a GitHub token', `remote: ghp_${random(36)}`],
    ['a GitHub app token', `ghs_${random(36)}`],
    ['a fine-grained GitHub token', `github_pat_${random(22)}_${random(59)}`],
    ['a GitLab token', `glpat-${random(20)}`],
    ['an npm token', `//registry.example/:_authToken=npm_${random(36)}`],
    ['an AWS key id', `AKIA${upper(16)}`],
    ['an AWS secret', `aws_secret_access_key = ${random(20)}/${random(19)}`],
    ['a Slack token', `xoxb-${'1234567890'}-${random(24)}`],
    ['a Google key', `AIza${random(35)}`],
    ['a Stripe key', `sk_live_${random(24)}`],
    ['a PyPI token', `pypi-AgEIcHlwaS5vcmc${random(60)}`],
    ['a Hugging Face token', `hf_${random(34)}`],
    ['a web token', `cookie: session=${webToken}; Path=/`],
    ['a bearer', `Authorization: Bearer ${random(40)}`],
    ['basic authorization', `Authorization: Basic ${random(24)}==`],
    ['a URL password', 'postgres://app:hunter2@db.internal:5432/app'],
    ['a URL password with signs', 'https://deploy:p%40ss-w0rd!@git.internal/x.git'],
    ['a password', 'password=hunter2'],
    ['a password in a log', '2024-01-01 connect user=app password=hunter2, host=db'],
    ['a JSON password', '{"user": "app", "password": "correcthorse"}'],
    ['an escaped JSON password', '{"body":"{\\"password\\":\\"hunter2\\"}"}'],
    ['a twice escaped one', '{\\\\\\"passwd\\\\\\": \\\\\\"hunter2\\\\\\"}'],
    ['a YAML password', 'db:\n  password: hunter2!\n  user: app'],
    ['an environment file', 'DB_HOST=db\nDB_PASSWORD=correcthorse\n'],
    ['a code password', "const password = 'correcthorse'"],
    ['an XML password', '<server><password>hunter2</password></server>'],
    ['a flag', 'mysql --password hunter2 -h db'],
    ['a flag with a sign', 'mysql --password=hunter2'],
    ['a client secret', `"client_secret": "${random(24)}"`],
    ['an access token', `access_token=${random(32)}&expires_in=3600`],
    ['an API key', `x-api-key: ${random(32)}`],
    ['a Ruby hash', `:api_key => "${random(32)}"`],
    ['an SMTP pass', `SMTP_PASS=${random(12)}`],
    ['a secret at the very end of much text', `${'x '.repeat(50_000)}password=hunter2`],
  ])('sees %s', (_, text) => {
    expect(holdsSecret(text)).toBe(true)
  })
})

describe('no secrets', () => {
  it.each([
    ['a certificate', pem('CERTIFICATE')],
    ['a public key', pem('PUBLIC KEY')],
    ['an RSA public key', pem('RSA PUBLIC KEY')],
    ['an SSH public key', `ssh-rsa AAAAB3NzaC1yc2E${random(340)} me@host`],
    [
      'a mention of a key',
      'expected "-----BEGIN PRIVATE KEY-----", got "-----BEGIN CERTIFICATE-----"',
    ],
    ['a sentence', 'The PRIVATE KEY and the password must be kept secret: never share a token.'],
    ['a SHA-256 sum', `${'0123456789abcdef'.repeat(4)}  file.tar.gz`],
    ['a git id', 'commit 96380a1e5f0b7c9d2a4e6f8091b3c5d7e9f1a2b4'],
    ['an integrity', `"integrity": "sha512-${random(86)}=="`],
    ['a UUID', '"token": "550e8400-e29b-41d4-a716-446655440000"'],
    ['a mask', 'password=****** token=[REDACTED] api_key=xxxxxxxxxxxxxxxxxxxx'],
    [
      'stand-ins',
      'password=<password> PASSWORD=$\u007bPASSWORD} password={{ db.password }} password=changeme',
    ],
    ['advice', '"password": "your-password-here", "api_key": "YOUR_API_KEY_GOES_HERE_1"'],
    ['types', 'password: string; token?: string; password VARCHAR(255); "password": "string"'],
    ['a form', '<label for="password">Password</label><input type="password" name="password">'],
    ['a translation', '"password": "Password", "forgotPassword": "Forgot your password?"'],
    ['an OID', 'CHALLENGE_PASSWORD: "challengePassword"'],
    [
      'code',
      'const password = request.body.password; if (password === other) f(password=password)',
    ],
    [
      'calls',
      'password = getpass.getpass(); token = read_token(path1); key = os.environ["API_KEY"]',
    ],
    ['validation', '{"errors":{"password":"must be at least 8 characters","token":null}}'],
    ['counts', '"max_tokens": 4096, "total_tokens": 12345678901234567890, tokens=512'],
    [
      'places in a listing',
      `"nextPageToken": "${random(40)}", "continuationToken": "${random(40)}"`,
    ],
    ['a forgery guard', `<meta name="csrf-token" content="x"> csrf_token=${random(32)}`],
    ['a log of logins', 'sshd: Failed password for root from 10.0.0.1 port 22 ssh2'],
    ['a working folder', 'PWD=/home/app OLDPWD=/tmp'],
    [
      'a file with a password',
      'password_file=/run/secrets/db1 passwordless=true1 token_type=bearer',
    ],
    ['a constant', 'STENCIL_PASS_DEPTH_PASS: 0x0B96'],
    [
      'hyphened words',
      'task-force-of-the-2nd-european-parliament, risk-based-approach-2024-review',
    ],
    ['style names', '.sk-loading-spinner-container-large-2x { } .disk-usage-indicator-01234 { }'],
    ['the sample key of the manual', 'AKIAIOSFODNN7EXAMPLE'],
    [
      'addresses',
      'https://example.com:8080/@me http://[::1]:80/ git@github.com:a/b.git ssh://git@host/x',
    ],
    [
      'a sample address',
      'https://abc:xyz@example.com/ https://user:$\u007bTOKEN}@host/ redis://:***@host',
    ],
    ['base64 data', `data:image/png;base64,${base64(5000)}`],
    ['a bearer to be', 'Authorization: Bearer <token>, WWW-Authenticate: Bearer realm="registry"'],
    ['a package named after passwords', '"pbkdf2-password": "1.2.1", "get-token": "^2.0.0-rc.1"'],
    ['a schema', '"password": {"type": "string", "minLength": 8}, "secret": ["a", "b"]'],
  ])('sees none in %s', (_, text) => {
    expect(holdsSecret(text)).toBe(false)
  })
})

it('is not slowed by text that is nothing but beginnings', () => {
  const beginnings = [
    'eyJ',
    'sk-',
    '://',
    'password',
    'token=',
    '-----BEGIN PRIVATE KEY',
    'key=\\"',
  ]
  for (const beginning of beginnings) {
    expect(holdsSecret(beginning.repeat(20_000))).toBe(false)
  }
  expect(holdsSecret(`eyJ${'a.'.repeat(100_000)}`)).toBe(false)
})
