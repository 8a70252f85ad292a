import { homedir } from 'node:os'
import { join } from 'node:path'
import { pick, reads } from './pick.mjs'

const files = (tool, folder, ending, count = 4) => ({
  tool,
  commands: reads(pick(folder, ending, count)),
})
const WEB = '/srv/app/web/node_modules'
const MORE = '/srv/app/more/node_modules'
const CRATES = join(homedir(), '.cargo/registry/src')
const GO_MODULES = join(homedir(), 'go/pkg/mod/github.com')

export const code = {
  open: [
    files('python-stdlib', '/usr/lib/python3.11/asyncio', '.py', 4),
    files('python-stdlib-2', '/usr/lib/python3.11/json', '.py', 2),
    files('python-django', '/srv/app/python/django/db', '.py', 6),
    files('python-sqlalchemy', '/srv/app/python/sqlalchemy', '.py', 4),
    files('js-express', `${WEB}/express/lib`, '.js', 4),
    files('js-lodash', `${WEB}/lodash`, '.js', 4),
    files('js-axios', `${WEB}/axios/lib`, '.js', 4),
    files('ts-rxjs', `${WEB}/rxjs/src`, '.ts', 6),
    files('ts-declarations', `${WEB}/vite`, '.d.ts', 4),
    files('ts-commander', `${WEB}/zod/src`, '.ts', 4),
    files('jsx', `${WEB}/@parcel`, '.jsx', 2),
    files('go-net', '/usr/local/go/src/net/http', '.go', 6),
    files('go-sort', '/usr/local/go/src/encoding', '.go', 4),
    files('rust', CRATES, '.rs', 8),
    files('java', '/srv/app/java-sources/open', '.java', 10),
    files('c-zlib', '/srv/app/debian/zlib-1.2.13.dfsg', '.c', 4),
    files('c-file', '/srv/app/debian/file-5.44/src', '.c', 3),
    files('h-zlib', '/srv/app/debian', '.h', 3),
    files('cpp', `${MORE}/react-native/ReactCommon`, '.cpp', 6),
    files('cpp-h', `${MORE}/react-native/ReactCommon`, '.h', 3),
  ].filter(({ commands }) => commands.length > 0),
  more: [
    files('python-numpy', '/srv/app/venv/lib/python3.11/site-packages/numpy/lib', '.py', 3),
    files('python-sphinx', '/srv/app/venv/lib/python3.11/site-packages/sphinx', '.py', 3),
    files('js-fastify', `${MORE}/fastify/lib`, '.js', 3),
    files('ts-graphql', `${MORE}/typeorm`, '.d.ts', 3),
    files('ts-hono', `${MORE}/hono`, '.ts', 2),
    files('flow', `${MORE}/react-native/Libraries`, '.js', 3),
    files('go-modules', GO_MODULES, '.go', 4),
    files('java-junit', '/srv/app/java-sources/frozen', '.java', 4),
    files('kotlin', MORE, '.kt', 4),
    files('objective-c', MORE, '.mm', 3),
    files('csharp', '/srv/app/more/react-native-windows', '.cs', 5),
    files('c-clang', '/usr/lib/llvm-14/lib/clang', '.h', 4),
    files('ruby', '/usr/lib/ruby', '.rb', 6),
    files('php', '/usr/share/php', '.php', 6),
    files('perl', '/usr/share/perl/5.36.0', '.pm', 3),
    {
      tool: 'shell',
      commands: reads([
        '/etc/init.d/nginx',
        ...pick('/usr/local/go/src', '.bash', 3),
        ...pick('/usr/local/go/src', '.sh', 2),
        ...pick(MORE, '.sh', 4),
      ]),
    },
    files('scss', `${MORE}/bootstrap/scss`, '.scss', 3),
    files('css', `${MORE}/bootstrap/dist/css`, 'reboot.css', 1),
    files('less', `${MORE}/font-awesome`, '.less', 1),
    files('tcl', '/usr/share/tcltk', '.tcl', 2),
    files('vim', '/usr/share/vim/vim90/ftplugin', '.vim', 3),
    files('cmake', '/usr/share/cmake-3.25/Modules', '.cmake', 3),
    files('sql', '/usr/share/postgresql', '.sql', 3),
    files('erlang', '/usr/lib/erlang', '.hrl', 2),
    files('svelte', MORE, '.svelte', 2),
    { tool: 'makefile', commands: reads(['/srv/app/debian/bzip2-1.0.8/Makefile']) },
  ].filter(({ commands }) => commands.length > 0),
}
