import { homedir } from 'node:os'
import { join } from 'node:path'
import { pick } from './pick.mjs'

const cats = (paths) => paths.map((path) => `cat '${path}'`)
const WEB = '/srv/app/web/node_modules'
const MORE = '/srv/app/more/node_modules'

export const markup = {
  open: [
    {
      tool: 'html',
      commands: cats(pick(WEB, '.html', 10).concat(pick('/usr/share/doc', '.html', 8))),
    },
    { tool: 'svg', commands: cats(pick(WEB, '.svg', 3).concat(pick('/usr/share', '.svg', 2))) },
    { tool: 'pom', commands: cats(pick(join(homedir(), '.m2/repository/org/apache'), '.pom', 6)) },
    {
      tool: 'xml',
      commands: cats(pick('/usr/share/mime', '.xml', 4).concat(pick('/etc', '.xml', 3))),
    },
    {
      tool: 'javadoc',
      commands: [
        'mkdir -p /tmp/jd && javadoc -quiet -d /tmp/jd /srv/app/projects/java/src/main/java/shop/Cart.java >/dev/null 2>&1; cat /tmp/jd/shop/Cart.html',
        'cat /tmp/jd/index.html /tmp/jd/help-doc.html',
      ],
    },
    {
      tool: 'junit-xml',
      commands: [
        'pytest -q --junitxml=/tmp/j.xml -p no:cacheprovider test_cart.py >/dev/null; cat /tmp/j.xml',
        'cat ../java/target/surefire-reports/*.xml',
      ],
      dir: 'projects/py',
    },
    {
      tool: 'markdown-to-html',
      commands: [
        `$EDGE/node_modules/.bin/marked ${WEB}/axios/README.md`,
        `$EDGE/node_modules/.bin/marked /srv/app/repos/express/History.md`,
      ],
    },
  ],
  more: [
    { tool: 'xml-more', commands: cats(pick(MORE, '.xml', 5)) },
    {
      tool: 'html-more',
      commands: cats(
        pick(MORE, '.html', 4).concat(
          pick('/usr/local/go/doc', '.html', 2),
          pick('/srv/app/venv/lib/python3.11/site-packages', '.html', 5),
        ),
      ),
    },
    {
      tool: 'svg-more',
      commands: cats(
        pick(MORE, '.svg', 2).concat(pick('/srv/app/venv/lib/python3.11/site-packages', '.svg', 2)),
      ),
    },
    {
      tool: 'msbuild',
      commands: cats(
        pick('/srv/app/more/react-native-windows', '.vcxproj', 2).concat(
          pick('/srv/app/more/react-native-windows', '.targets', 2),
          pick('/srv/app/more/react-native-windows', '.props', 2),
        ),
      ),
    },
    {
      tool: 'pandoc',
      commands: [
        'pandoc -t docbook',
        'pandoc -s -t html5',
        'pandoc -t opendocument',
        'pandoc -t tei',
      ].map((c) => `${c} /srv/app/repos/express/Readme.md`),
    },
    { tool: 'xslt', commands: cats(pick('/usr', '.xsl', 3)) },
    {
      tool: 'plist',
      commands: [
        'python3 -c "import plistlib, sys, json; print(plistlib.dumps(json.load(open(\'/srv/app/web/node_modules/express/package.json\'))).decode())"',
      ],
    },
    {
      tool: 'sphinx-html',
      commands: [
        'cat /tmp/sx/out/index.html',
        'cat /tmp/sx/out/genindex.html /tmp/sx/out/search.html',
      ],
    },
    {
      tool: 'rdoc',
      commands: [
        'python3 -m pydoc -w json >/dev/null && cat json.html; rm -f json.html',
        'ruby -rrexml/document -e "d = REXML::Document.new(File.read(\'/etc/fonts/fonts.conf\')); d.write(STDOUT, 2)"',
      ],
      dir: '/tmp',
    },
    { tool: 'gtk-ui', commands: cats(pick('/usr/share/fontconfig', '.conf', 3)) },
  ],
}
