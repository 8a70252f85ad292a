// Written by test/detection/learn.mjs from the open set of test/fixtures/detection; not to be edited.
import type { ContentKind } from '../ir/content.ts'

/** In the order of the weights. */
export const KINDS: readonly ContentKind[] = [
  'build',
  'code',
  'diff',
  'json',
  'listing',
  'log',
  'markup',
  'prose',
  'search',
  'table',
  'trace',
  'unknown',
]

/** Words that many tools print, each a sign of its own. */
export const VOCABULARY: readonly string[] = (
  'ab access add address after all also an and any apache api app application are args argument ' +
  'arguments array as assert async at author available bad base bash bc be before bin block body ' +
  'boolean build but by bytes ca cache call can cannot cart case check class cli client code color ' +
  'com command common compile compiler config configuration const content context copy copyright ' +
  'core could count create created current data date db dc de deb debian debug deep def default ' +
  'defined dependencies dependency description details dev dir directory do doc docs documentation ' +
  'does else empty en encoding end env environment err error errors etc event example except ' +
  'exception exit expected export express fail failed false fd file filename files find first fix ' +
  'fn following for format found free from full func function functions get git github given global ' +
  'gnu go has have head help here home host html http https id if import in include index info ' +
  'information init input install installed instead int interface internal into invalid io is it ' +
  'item items its java js json key lang last later len length let level lib library license ' +
  'licensed like line link linux list load local log long main make map match max may md memory ' +
  'message messy meta method missing mit mode module modules more most ms must name names need new ' +
  'next no node non none not note nov npm null number object of ok on one only option options or ' +
  'order org os other out output package packages parameter parse part pass passed path port price ' +
  'print private process program project projects public py python query raise range re read readme ' +
  'release remove repository request require required resolve response result return root run ' +
  'running same script see self server set shop should single site size skipped so software some ' +
  'source spec specified src srv stack standard start state static status str string style such ' +
  'support symbol syntax sys system table target template test tests text than that the then there ' +
  'third this time tmp to total traceback tree true try ts type types undefined under unknown ' +
  'unused up update url use used user using usr utf util utils value values var variable version ' +
  'view void warning warnings was we web when where which will with without write www xml you your'
).split(' ')

/** What each sign says for each kind: sign by sign a letter a kind. */
export const WEIGHTS: string =
  'cdcVjVdYddZdeOeWcZbnTbdVdXXZYeXdbcZfaaaaaaaaaaaaaaaaaaaaaaaaafZaZaaYZaaZYkWZcdVYYVbedWXadZbcZeaZ' +
  'dYYaWZahZZeWXbYdZbabYdacabadaaaYaaZbWfWfacdXYYdWZaYhaZZaYdbXYRjZXXYjbZXhabbZcZabbaYWceZZXYZUXaZn' +
  'VTZZUfneZZbUXbaadaZZZacZbbiaYabVZZaZaaaaaaaaaaaaYeaaZaZaaaeYcZiZUZYddbaWXiZacaaUaZdZhWdaYZaXZaZb' +
  'caaaZaacaaaZaZZafZZZadaXeaaaZaaaaaYccYcWhcUgYZYbYXZZhcYdYXWhYZeZccZXcfefaaaaaaaaaaaaaaaaaaaaaaaa' +
  'YYaXcYabaVfjXeaaeaZYZYZccXZaXZabZgZbbZZaYZZgZZacWcacaZZZdabaceVdfWWcWYgaYbeeYceVbZaaXdYZbbZcZbbd' +
  'ddbaXabUbaaZegbZQcccaYWYYbaabaaXaaaeWXeZSXmZaZdXbaaaaaacZZZaZYhacaaYaZaYYebjYWZXaYaacbaabaaZaZaY' +
  'bceaeZZXZcXXXhdYYZcbbZXXlXaaYaZXYaYcZZaaZaacaaacdaaaUZaaafaZcZaaaaabZaZacbccfbbcaedadedacYafbbYW' +
  'dUZbcbZXadggdcZacaadYZdhWgYadZZVciXWcaZfcgbZdTedcbcZabfWdeebcZbZTaadYkYaYdZZdZfbaWZeceaZZYYdfXeb' +
  'cfaZaZZddVebXdehWZcWaXbdaaYjWZedbZecbabaecbcbhYbdbdbdXbdgZcZYeXaVYYYcZemZYcaXbkeWWZbYgVZddWVegae' +
  'XejaWWYaaUZjZcciXcZdYiWbdhZaZYaXYWabaanaTZXaeYYfVieYXVccccZYedcZWYeaZYYaZYZacaZfaaZZbZZafZZZadZX' +
  'kYYaVaYgZbVZeSbZXfaUhahTWahYkTbZiicbZfWbefaXaeZhbfXZaVcYaXbgfZfXbTaUnSgdWieZXZcXiYbWcUdaebgVhYdY' +
  'fbYZZaZbYYZdcVcbaefbZeXXdZbhbhYcaTbYeacafZcYYZXWeZZaXYcdYYcacckbVdaaabVddbYWYZdfhWfafScYYeZVjcbZ' +
  'aecYZaZYZXYgdYXYZfaYddYXaYcYfeZdZWhTZgZaUaagXZcZZeaacacUbaZaadaYbXZcbZfgcbfZYebfeWZRZbeZaaadbaXY' +
  'YaaZaaaYbaafeaYcdcWcZZebYXaaZZkXaaZYZYbaWYhgYZdXYeabZdbhdVaVZXjZYXaXXnaWVZYaXYaaYhZjYecbWdaXXheW' +
  'acSbbacddeZeVZXaebgeaWaaaeWafdeYagZVVaZafaZWbYhaZgYbZYadcaXZYXZYfgZbddXXZbcXjcbcZPdddaeXXZacVWfh' +
  'dbeYdfZWYbeaYdbZZZbeaaeVWZZaiZacZZcYdTgafjXYSccUYZcabZaYZhZYYcZabaaYcdYZdVbkYcZYZYYWabZblZYfaSYb' +
  'agUZYcYVchcacWdbbeeaZeXWZcegXbdVaXbYZZdcYZagWgXXZdaccZYiZXWYcVYddhYYejabdXcaXYZcYfZaddZiUXYZaaec' +
  'ZdcbZaZYaaabbaaXbZbZeaZaZcaaXaaVbabeVZaaeabaaZeZdefZVXZafXbUXgaaYaZVZaZiWXZZcaheZZZXeXZaZacYdXbb' +
  'WjeYcaZZZXZaYjbZSdcYbYdZdbZacgaVYYdZhcZaXcaYaZYZpaZYVaaYZZZZkacZbYcZXYXWZcZaWXXYYZqWYYmZZZZYZaZY' +
  'YaaaYdabZdaaUVlaZZcdZZfbbVbbRZZhZaZgbaaabZaaaaaabXYYdXZeYeZccYYaZeZaZZXfdYaaaabbaaYZZfdYXaZeZbea' +
  'aebWZZdehVXYjYYYSfbXcabXmXWZZWcZcbXVlaYWTfZYYZcbhacZZcZZYXWbbbbaXdZaaUmYZZlZdaYXacXTWbcaWacacfZX' +
  'bZfWUebfYZfaXWZdcWdedfYcjZXabbYbYaXZcaUaccdZaaYiTXbZYjZhdXeejZaabZdYVYUdahYfZUieUZcaaeYgfXhcWaYZ' +
  'ccgcgYddTReWdVXdceZccZZeZWXdUaaeaaXkadZeYVfbcbahffbcYXadXUbYdceYZYeYZcbZefeYTZabYababaXYbgZfXfcV' +
  'adacbbZdcbThdeVYYdZfaVdXYYhbYgaYZZbYYZiaeXaZZQXjbfbagbaZcfWfaZZbhabYaddfaeXeRaacahejcbYceaacZeWh' +
  'bccZfbacbeYdbbZadiYVejYYddhabibWlZZLfacXbYaWdZgWOYiajZZdWcbgZfZXRZalYcWcfYZeUYbXYXcicbaceZbcZdci' +
  'aZZafbaZZaaYZZZabcZcaaaaYcYadabaaYYbYaaaeZaaaZbZcYaaZZacaaaZYaYacZbZbbacXXaaaaafaabbbYZaYaadabaa' +
  'ZbcaYXagZbaXbbbaZZaaZaZaabaabacZbZZbYZcaZbaacZabcXbbfcZYZYeWZYcabaacaaaYZYbaaZafZabYZcaaZaaabaab' +
  'ZaaabaaZbabZYaZaZaabbabaXaaabZaZbbcaXcZaYbbebcaXaaabbabaZaYZbaaabaaaaaZabYaZXZbWabjZbafZZaaZaaaZ' +
  'YZbabaaaaabcfaZadZaZYZYZadZabaaWcZbXYabadZabZcaYaaaafZabaaZXdacZfYcZaaXXdYaaYZacaaZZbcbaeaZXYeWX' +
  'YcbabZZbaaaZaaaaaZcZaabZZaaaaaaaabaZjZaaYZaZaaWbcbaabaZbZaZZYYaaZfadbXbaaZaaeaaYaZbZYZaabZabbdbW' +
  'bZaaYeaaZbZaYZZaYaaaZagbZeaaZacaaaZYbZbaZaabZacakYZaZYdXXaZYgZZaYaabaaXabacbbaZXaaaaacbaccbXaaYX' +
  'eaZadZaaZZYYaXaaVdaddaZcZbaafZcaYYbYadaaZacZaaaZZabacYWhXZXcYcZabaZYbdbZZaaaaaaaaaabdYaaaZYbaabZ' +
  'dbaaZZaaaaaZZZZaebaZaZZacVaaabaWaaZhedZaZaYcZaXYeZaaZZcYbaYaccaaZaaZaaZZcbaaXabZaaaaYkZaaZbVZaaa' +
  'caXafZZZbaZZcbaaaaaYaaaaaZaaababZbaZYcZaYcaabababbaaZaaZaaabYcbabaaYabaZYZbYeZbZcbYZYYdbacZZacaZ' +
  'ZabaacaZcZdWabZabZabacaYaaZZcbaZbbZYbaYacdaabZZYdYbaZYaYecZYbXbaaaZbcaZaWaZaWZaaZZoYXeaadabYaaZY' +
  'abZceZZXaaYbaZaaZaabaabadXaacaaWZaYffZZaZZaaaZYaYabaYaaabdZbYbaaZaabaacZZZaadeZaZaZXaZaaYaaaaaae' +
  'bZZaYgaYaaZaacaabZacZZbYZZaabZaZeZabYZaabbZcZaZbbaaaYaadaaaabZZaZYZdbbZaaeaaaaaZaaaYcaaaaaaZaaZa' +
  'ZaaaYababaabYaaaaZdYeaaaXdZaXdabbaZabdbaaaaYaaaZdcZabaZaaZZYaZaabaaabaaahYZXYYaYcaeZcbabaZbYaabZ' +
  'ZXcadbaYaZYdZbaaZbaaabaZYXhaXdaaZaZcZbaaaabaaabZZdaaXaaXbadbcdaYZaabbaZYfYaaZZdaaaYZadaaZaZaaaZZ' +
  'aYhbaYaXbZaZbZaZZaacaabZiZaaaYaZcZWZacZaaZaZcaYbaaaabaaaacaXVhaaedaXZYcaaabaXaadaaaZcXfbbYYcaZXb' +
  'daaaaZaaaaaZcXZaZaZfabZZYYZaaZachaZYaWaaaaZeaaabbaaaaZaaaacZVZZagZZcfZZeabaabaZbaaZZjeZaVbaYaZZX' +
  'abZaaZaYaZcdXeaaZaacaadWYaaaaaabaacbaYaaZaadbaZaaYaaaZbZXacfbbaaYaabaaaacbaYVhYcbYaZVacbhaaZYZZa' +
  'ZXaZfYYeYZYeYbaabaaaaabZbZabeZaZaZaYecZafaaVYcZWXbZZZaaafZdXaaaYbaaZaaacZbZabZcbaaaYaZcaaZdZabaX' +
  'ZZZaaaacacbZbZaaaaabaaaabZaabZabZbZZZZZadZaabaaabWbacZbZaZabXZZaZcfceZaWaYbbZZWlXaYbZabbbbcYZaZZ' +
  'VeeaZZaacZaaYkZaYZaXcZaXcbbZZZZaaaiUcZZbcaaaZaYacaeZbaZXaaZYbbZZWiaaZaZZaZaaaabaabZaZacaTZZZfbeY' +
  'YbZabZYeaabaaYZaYeadZZZaabZadZaZaaZZabaaaZaaaaaZbbbabbbXZbZZZcaacaaZaaaZacZaaZaZZadZZcbaYcaZaaaZ' +
  'acaaaYaabaaZZaaaYZacccZbdbXaScaccacafZaaaZbYZaZZZbaaabcYZabZeYaaZdbaZZYaaYaacaacZaaZcaZaZaaaZbbZ' +
  'cUhYjaYcYWXZbadZZZaYcYcZXZbYZcababZcZYaaaZbaaacaacaaZaaZaacZbbaaaaaZaaaZZaZaaaaZaacbZZaaaaZbbaab' +
  'bdbaaaZZaaZZZZaYafbZYaZbZViadaYXacbZXcaaZaabaccYZjVZYZcaZaaZZbaaZabYaaZcaaaaZbabaaaZgYaaaXZXZcfY' +
  'YaZacababaZacaZaZaaXZccbaZcaYZbYabcaWdZabaaZZaeZZZabccZYZYcZXXaZYaZahbYdbbcabaaYZaaZaWXYZZZaYblb' +
  'caZaZabaaabZZZbYbaaaZacbcaaaaabZbaZZaWbaZaaZabZgaZZabZccaaZZZYgaYZaacZYbaZbabZbaaZaaYZaZbcaabaaZ' +
  'iZbaeZZZWZXZZbaaaacYaaaacWcabZaaaaaYjZZacZaaZZXYYbbadaaYZZZcYcZaaZZcabaZcbaaXaZYYZafgZZaabZZZZWc' +
  'dZZaZabXaaZcZYaaZaababcahaZaWfaYZaZZbZZaZZaeaaaZYWYcZXecafaaZbaYbaaaaaabbbaabaaZZaZaXcZaZcbbbcaY' +
  'ZabaaaaZaaabgbZYUfZZYcbYcXacYYZaYcadbaaaaaaaaaZabZaaYcbYbZcadWZacZaZccbYcZaaeaaaZaXaYZaabcaZbaaZ' +
  'dYZbXYZcabZeYZabcaaYacZaYYaaaaZfabbZYbYababYZaceacaZZZbdYadaebaaZaabZaZZZWZaZcZVccaiaZaaZaeaaaaa' +
  'VXbaZaaecaZcXaaacaabbaZZXYcaYaaebbaaaacaWcbeaaYZUbZZUlZbZcbYfaZacWdbYZXZZaaaaZabaacaZZaabZaZZabc' +
  'ZbZaaZabbbZZaXaZYZZgZaYefXcYcZabZYZccYYbaZacdaXabaZaaaabaaaaXZcabaZbaZcaaeZaaaaaaaZYcaZabaabaZZZ' +
  'baaaaaaabaZaWZaabZbccaaZYZaaZbacbaabYYZaXZbZaajaZbaaaaacaaZZaYeaZaaZaaaZabbaZaaYaacZZdaaZZabaaZZ' +
  'gYaaYZbYbZZaiZaaZZaXaaYacfZaZaaYaZXbeXYaXZbYkZZWaZYbeZZZcYaaZZcaWeabbaZZbaaaZaaZbaaaaZaaaZaadaaa' +
  'aZbaaaaabbZaWaZaYaaeabdaYZcadaaabZZaXZoaUZZcaXZZbababaaYaaZabZabdZbYaZabYYcZacaZbabbWbcaZaZbaabb' +
  'caaababZZaZabaaaaaaaaaZaYYcaYaacdaaZabaaaaaaaabacYdaZaacaaaZacZafYaZZcZYfbYaRZZWYfchYaaaabaZaabb' +
  'aaaaaaaaaaZaZaZaZaccZabaaaZaYabXbaZeZZaaaabbcaaYXYZaZaaaaZddYbaYZbabaZZegZZaafaZWbYXcaaaZZaaaaZc' +
  'YbaacaabaaaZcZabWabZcaabYXaYZbagcaZZdaaabaaZaaZaYbaaXaaaZcbbYaZaZabeaZcZZWaaZaadcbaaXeaaaZZcabaY' +
  'baabdZbaZZYZeYaYZaacaaaaeaaacZZbZaZYdXbbhZYXWaeWYaaaaaaaaadaZcaaaaacaZZZZbZZVdaZZaecababaZaaabbZ' +
  'ZZbabZZbaaabYZaZZdafaZZYZYdaaaabaaaZaabaWZZfabdXfbZaYZdZYZZabYaaZdabZaZaabbaZaZcaaZZbaaaZaaaabaa' +
  'cdaaZaaZaaZZZbbacaaaZaaYXWaabaaeabbbabZabaaYcdZYdaZaaaZbZbZYaaaaWabZcbabeZcYabbbaaSadZZabacYbZYa' +
  'YeaafZbXbZZXbaZaZZacaaabXZaaaZcdbbYaXgZZUYegcaYYabaaaaacaaZZbZbabaabaaZZgZYbeZaYaZWZZgaaYZeYbaYZ' +
  'bZZZYbcYYacdkZaYVaaZZcZZeZaXYZceaaYYeZZaeZbZZYcYZbaaZaaZaadaccaaXaaZaaaZZabaZZaYcaYdbZaaZZcaZaaa' +
  'ccaaecZaWaYYdZYZdYZbZbbYZadbcZabYZaZcaaaYaaYZaaeYfZaZacWaaZcbababZZaZbZZgXZaaZaZYaZbYaaaadacaZaZ' +
  'WaZaddaabZZaZZbcZaadabaYbbYabYbebYZaYXZadZbdaZaZWbZaaaaZacacdaZaXeZZaZabZYbaeeZZYacWXYZaebeZaZaZ' +
  'caZaaaabaaZaZacaaaaacZZYbdbbXZZcZaZZaZaaZcZbaaZaZSgaWbbZZgXfeZZaaaacXaYaWbYbabedZZYbZadaaaaaaaaZ' +
  'bbaabaaZZaZafZZaYaaaZbcZaZabaaabbaaZbabaZaaabaaZaYaaZaafaaaZiZaaXaaaZZYaXdZaZZaddaZaYaaaZbcaabaZ' +
  'YYbabaacbaaZXZZacabZaabcZaZaTdZdbZadYcZaaZaacaaZdbZaZaaZabaZXbbaYacbZcbYZabaZceXZZZZdWbaaacaZaXb' +
  'cYaaaaaaaaaa'
