import { type Language, marks } from './language.ts'

/** Languages whose outlines go by indentation and brackets everywhere. */
export const OTHERS: readonly Language[] = [
  {
    name: 'kotlin',
    endings: ['kt', 'kts'],
    marks: marks(
      ['package', /^package \w+(?:\.\w+)+$/, 3],
      ['import', /^import \w+(?:\.\w+){2,20}(?:\.\*)?$/, 2],
      [
        'fun override private internal suspend public open inline protected',
        /^(?:\w+ ){0,4}fun (?:<.*> ?)?[\w.<>?]+\(/,
        4,
      ],
      ['val var', /^va[lr] \w+(?:: [\w<>?., ]+)?(?: = | by | get)/, 2],
      ['private internal override const lateinit', /^(?:\w+ ){1,3}va[lr] \w+/, 3],
      [
        'data sealed object companion enum annotation',
        /^(?:data|sealed|enum|annotation) (?:class|interface)|^(?:companion )?object\b/,
        4,
      ],
      ['when', /^when ?(?:\(.*\) ?)?\{$/, 3],
    ),
  },
  {
    name: 'swift',
    endings: ['swift'],
    marks: marks(
      [
        'import',
        /^import (?:Foundation|UIKit|SwiftUI|Combine|XCTest|AppKit|\w*Kit|Darwin|Glibc)$/,
        4,
      ],
      [
        'func public private static internal override mutating fileprivate @objc',
        /^(?:[@\w]+ ){0,4}func \w+(?:<.*>)?\(.*(?:\{|->|,|\()/,
        2,
      ],
      ['func public static', /^(?:\w+ ){0,3}func .*-> .*\{$/, 2],
      ['guard', /^guard (?:let |var )?.*else ?\{?/, 4],
      ['if', /^if (?:let|var|case) .*\{$/, 3],
      ['extension protocol', /^\w+ [\w.]+(?:: [\w, .]+)?(?: where .*)? ?\{$/, 4],
      [
        'struct class enum final public',
        /^(?:\w+ ){0,2}(?:struct|class|enum) \w+(?:: [\w, .]+)? \{$/,
        1,
      ],
      [
        'let var private public static',
        /^(?:\w+ ){0,3}(?:let|var) \w+(?:: [\w<>[\]?!., :]+)?(?: =.*[^;]| \{)?$/,
        1,
      ],
      ['init', /^init\??\(/, 3],
      ['///', /^\/\/\/ /, 1],
    ),
  },
  {
    name: 'scala',
    endings: ['scala', 'sc'],
    marks: marks(
      ['package', /^package \w+(?:\.\w+)+$/, 2],
      ['import', /^import \w+(?:\.\w+)*\.(?:_|\{.*\})$/, 4],
      ['def override private', /^(?:\w+ ){0,3}def \w+(?:\[.*\])?(?:\(.*)?(?:: [\w[\], ]+)? ?=/, 4],
      [
        'object trait case sealed implicit',
        /^(?:sealed |implicit |case )*(?:object|trait|class) \w+.*(?:\{|extends)/,
        3,
      ],
      ['case', /^case .* =>/, 3],
      ['val', /^val \w+(?:: [\w[\], ]+)? = /, 2],
    ),
  },
  {
    name: 'lua',
    endings: ['lua'],
    marks: marks(
      ['local', /^local (?:function \w|[\w, ]+ =)/, 4],
      ['function', /^function [\w.:]+\([\w, .]*\)$/, 4],
      ['if elseif', / then$/, 2],
      ['for while', / do$/, 2],
      ['end', /^end[,)]?$/, 1],
      ['--', /^--/, 2],
    ),
  },
  {
    name: 'perl',
    endings: ['pl', 'pm', 't'],
    marks: marks(
      ['use no', /^(?:use|no) (?:strict|warnings|utf8|v?5|[A-Z]\w*(?:::\w+)*)\b.*;$/, 4],
      ['my our', /^(?:my|our) [$@%(]/, 4],
      ['sub', /^sub \w+ ?\{?$/, 4],
      ['package', /^package \w+(?:::\w+)*;$/, 4],
      ['', /=~ [ms]?\/|^\$\w+->|@\{?\$/, 3],
      ['if unless foreach', /^\w+ \(.*[$@%]/, 1],
    ),
  },
  {
    name: 'elixir',
    endings: ['ex', 'exs'],
    marks: marks(
      ['defmodule', /^defmodule [A-Z][\w.]* do$/, 4],
      ['def defp defmacro', /^def\w* \w+[?!]?.*(?: do$|, do:)/, 4],
      ['alias import use require', /^\w+ [A-Z][\w.]*/, 2],
      ['@', /^@(?:moduledoc|doc|spec|impl|type)\b/, 4],
      ['end', /^end$/, 1],
      ['', /\|> \w/, 3],
    ),
  },
  {
    name: 'dart',
    endings: ['dart'],
    marks: marks(
      ['import', /^import 'package:.*';$|^import 'dart:\w+';$/, 4],
      ['final', /^final (?:\w[\w<>?, ]* )?\w+(?: =.*)?;$/, 2],
      ['@', /^@override$/, 4],
      ['Widget Future', /^(?:Widget|Future<.*>|Future) \w+\(/, 4],
      ['class', /^class \w+ extends \w+/, 1],
    ),
  },
  {
    name: 'zig',
    endings: ['zig'],
    marks: marks(
      ['const', /^const \w+ = @import\(/, 4],
      ['pub fn', /^(?:pub )?fn \w+\(.*\) .*\{$/, 2],
      ['try defer', /^\w+ \w.*;$/, 1],
    ),
  },
]
