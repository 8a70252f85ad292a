import { pick } from './pick.mjs'

const cats = (paths) => paths.map((path) => `cat '${path}'`)
const WEB = '/srv/app/web/node_modules'
const MORE = '/srv/app/more/node_modules'
const DATA = '/srv/app/venv/lib/python3.11/site-packages/vega_datasets/_data'

export const json = {
  open: [
    {
      tool: 'package-json',
      commands: cats(
        ['express', 'axios', 'rxjs', 'mocha', 'zod', 'vite'].map(
          (name) => `${WEB}/${name}/package.json`,
        ),
      ),
    },
    { tool: 'json-files', commands: cats(pick(WEB, '.json', 8)) },
    {
      tool: 'npm-json',
      dir: 'web',
      commands: [
        'npm ls --json',
        'npm view express@4.18.2 --json',
        'npm config ls --json',
        'npm pack --dry-run --json ./node_modules/express',
      ],
    },
    {
      tool: 'pip-json',
      commands: [
        'pip list --format json',
        'pip list --format json | python3 -m json.tool',
        'pip inspect | head -c 30000 | head -c 0; python3 -c "import json,sys;print(json.dumps(dict(a=[1,2,dict(b=None)]*40),indent=2))"',
      ],
    },
    {
      tool: 'cargo-metadata',
      dir: 'projects/rust',
      commands: [
        'cargo metadata --format-version 1 --no-deps',
        'cargo metadata --format-version 1 --no-deps | jq .',
      ],
    },
    {
      tool: 'go-list-json',
      dir: 'projects/go',
      commands: ['go list -json ./shop/cart', 'go env -json', 'go list -m -json all'],
    },
    {
      tool: 'tsc-config',
      dir: 'projects/js',
      commands: [`${WEB}/.bin/tsc --showConfig --strict --target es2022 bad.ts`],
    },
    {
      tool: 'system-json',
      commands: [
        'unshare -n ip -j -d link',
        'unshare -n ip -j addr | jq .',
        'php -r "echo json_encode(ini_get_all());"',
      ],
    },
  ],
  more: [
    {
      tool: 'vega',
      commands: ['anscombe', 'barley', 'burtin', 'driving', 'ohlc', 'wheat', 'crimea'].map(
        (name) => `cat ${DATA}/${name}.json`,
      ),
    },
    {
      tool: 'jq',
      commands: [
        `jq -c '.[]' ${DATA}/iris.json | head -100`,
        `jq 'group_by(.species) | map({species: .[0].species, count: length})' ${DATA}/iris.json; jq '.[:5]' ${DATA}/barley.json`,
        `jq '[.[] | select(.Cylinders > 6)][:30]' ${DATA}/cars.json`,
      ],
    },
    {
      tool: 'ruff-json',
      dir: 'projects/py',
      also: ['build'],
      commands: [
        '/srv/app/venv/bin/ruff check --no-cache --output-format json --select ALL .',
        '/srv/app/venv/bin/bandit -q -f json -r .',
        '/srv/app/venv/bin/pylint -f json cart.py',
      ],
    },
    {
      tool: 'sqlite-json',
      commands: [
        `sqlite3 :memory: -cmd ".mode csv" -cmd ".import ${DATA}/airports.csv a" -cmd ".mode json" "select * from a limit 60"`,
      ],
    },
    {
      tool: 'json-files-more',
      commands: cats(
        pick(MORE, '.json', 6).concat(
          pick('/srv/app/venv/lib/python3.11/site-packages', '.json', 4),
        ),
      ),
    },
    {
      tool: 'duckdb-json',
      commands: [
        'python3 -m json.tool --compact /srv/app/web/node_modules/express/package.json',
        'ss -tlnH | head -0; python3 -c "import sysconfig,json;print(json.dumps(sysconfig.get_config_vars(),indent=1,default=str))"',
        'php -r "echo json_encode(get_loaded_extensions(), JSON_PRETTY_PRINT), json_encode(ini_get_all());"',
      ],
    },
  ],
}
