/** Real outputs of tools, shortened; paths and names made neutral. */

/** `pytest -v` 9.2 on two small modules; most passes cut. */
export const PYTEST = `============================= test session starts ==============================
platform linux -- Python 3.11.7, pytest-9.2.0, pluggy-1.7.0 -- /usr/bin/python3
rootdir: /srv/shop
collecting ... collected 153 items

${Array.from({ length: 80 }, (_, n) => `test_more.py::test_square[${n}] PASSED                                     [${String(Math.floor(n / 1.6)).padStart(3)}%]\n`).join('')}test_shop.py::test_error_handling PASSED                                 [ 60%]
test_shop.py::test_price[3] FAILED                                       [ 92%]
test_shop.py::test_slow SKIPPED (slow)                                   [ 96%]

=================================== FAILURES ===================================
________________________________ test_price[3] _________________________________

n = 3

    @pytest.mark.parametrize('n', [3, 17])
    def test_price(n):
        print('computing', n)
>       assert price(n, 2) == {'a': n}
E       AssertionError: assert 6 == {'a': 3}
E        +  where 6 = price(3, 2)

test_shop.py:8: AssertionError
----------------------------- Captured stdout call -----------------------------
computing 3
=============================== warnings summary ===============================
test_shop.py::test_warn
  /srv/shop/test_shop.py:18: DeprecationWarning: old api
    def test_warn(): warnings.warn('old api', DeprecationWarning)

-- Docs: https://docs.pytest.org/en/stable/how-to/capture-warnings.html
=========================== short test summary info ============================
FAILED test_shop.py::test_price[3] - AssertionError: assert 6 == {'a': 3}
=== 1 failed, 151 passed, 1 skipped, 1 warning in 0.11s ====
`

/** `make` with gcc 12.2 `-Wall -Wextra -Wconversion`, twelve files alike, then one that fails. */
export const MAKE = `${Array.from({ length: 12 }, (_, n) => gccWarnings(`m${n + 1}.c`)).join('')}cc -O2 -Wall   -c -o main.o main.c
main.c: In function ‘main’:
main.c:2:58: error: ‘y’ undeclared (first use in this function)
    2 | int main(void) { undefined_thing(3); int x = "s"; return y; }
      |                                                          ^
main.c:2:58: note: each undeclared identifier is reported only once for each function it appears in
make: *** [<builtin>: main.o] Error 1
`

function gccWarnings(file: string): string {
  return `cc -O2 -Wall   -c -o ${file.replace('.c', '.o')} ${file}
${file}: In function ‘f’:
${file}:4:36: warning: conversion from ‘long unsigned int’ to ‘int’ may change value [-Wconversion]
    4 | long f(unsigned long n) { int x = n; char c = x; }
      |                                   ^
${file}:3:12: warning: ‘unused’ defined but not used [-Wunused-function]
    3 | static int unused(int a) { return a; }
      |            ^~~~~~
`
}

/** `go test -v ./...` 1.26. */
export const GO_TEST = `=== RUN   TestAdd
${Array.from({ length: 30 }, (_, n) => `=== RUN   TestAdd/n=${n}\n`).join('')}--- PASS: TestAdd (0.00s)
${Array.from({ length: 30 }, (_, n) => `    --- PASS: TestAdd/n=${n} (0.00s)\n`).join('')}=== RUN   TestErrorHandling
    x_test.go:5: error: expected, fine
--- PASS: TestErrorHandling (0.00s)
=== RUN   TestBad
    x_test.go:8: Add(1, 2) = 3; want 4
--- FAIL: TestBad (0.00s)
FAIL
FAIL\texample.com/shop/b\t0.005s
FAIL
`

/** `vitest run` 3.2, without colours. */
export const VITEST = ` RUN  v3.2.7 /srv/shop

${Array.from({ length: 24 }, (_, n) => ` ✓ src/m${n}.test.js (12 tests) ${2 + (n % 5)}ms\n`).join('')} ❯ src/bad.test.js (2 tests | 1 failed) 9ms
   × bad ones > fails on objects 6ms
     → expected { a: 1 } to deeply equal { a: 2 }

⎯⎯⎯⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯⎯⎯⎯

 FAIL  src/bad.test.js > bad ones > fails on objects
AssertionError: expected { a: 1 } to deeply equal { a: 2 }

- Expected
+ Received

  {
-   "a": 2,
+   "a": 1,
  }

 ❯ src/bad.test.js:3:70
      2| describe('bad ones', () => {
      3|   it('fails on objects', () => expect({ a: 1 }).toEqual({ a: 2 }))
       |                                                 ^

⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/1]⎯

 Test Files  1 failed | 24 passed (25)
      Tests  1 failed | 289 passed (290)
   Start at  22:38:45
   Duration  1.71s (transform 45ms, setup 0ms)
`

/** `eslint src` 9, stylish. */
export const ESLINT = `
${Array.from({ length: 60 }, (_, n) => `/srv/shop/src/m${n}.test.js\n  ${n + 1}:46   error  Missing semicolon  semi\n  ${n + 2}:134  error  Missing semicolon  semi\n  3:3    warning  'x' is assigned a value but never used  no-unused-vars\n\n`).join('')}✖ 180 problems (120 errors, 60 warnings)
  120 errors and 0 warnings potentially fixable with the \`--fix\` option.
`

/** `pip install` 23.2 and its progress bars. */
export const PIP = `${['requests', 'flask', 'idna', 'click', 'jinja2']
  .map(
    (name) =>
      `Collecting ${name}\n  Downloading ${name}-2.1.0-py3-none-any.whl (73 kB)\n     ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 73.1/73.1 kB 115.0 MB/s eta 0:00:00\n`,
  )
  .join('')}Installing collected packages: urllib3, idna, click, requests, jinja2, flask
Successfully installed click-8.5.1 flask-3.1.3 idna-3.20 jinja2-3.1.6 requests-2.34.2
`

/** `cargo test` 1.95. */
export const CARGO = `   Compiling shop v0.1.0 (/srv/shop)
warning: unused variable: \`unused\`
 --> src/lib.rs:2:41
  |
2 | pub fn add(a: u64, b: u64) -> u64 { let unused = 3; a + b }
  |                                         ^^^^^^ help: prefix it with an underscore

warning: \`shop\` (lib test) generated 1 warning
    Finished \`test\` profile [unoptimized + debuginfo] target(s) in 0.31s
     Running unittests src/lib.rs (target/debug/deps/shop-a35a48c092d3f767)

running 42 tests
${Array.from({ length: 41 }, (_, n) => `test tests::ok_${n} ... ok\n`).join('')}test tests::bad ... FAILED

failures:

---- tests::bad stdout ----

thread 'tests::bad' (24938) panicked at src/lib.rs:8:24:
assertion \`left == right\` failed: sum is wrong
  left: 4
 right: 5

failures:
    tests::bad

test result: FAILED. 41 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.06s

error: test failed, to rerun pass \`--lib\`
`

/** `mvn -B test` 3.8; downloads and plugins cut. */
export const MAVEN = `[INFO] Scanning for projects...
[INFO] 
[INFO] --------------------------------< shop:shop >---------------------------------
[INFO] Building shop 1
[INFO] --- maven-surefire-plugin:3.1.2:test (default-test) @ shop ---
${Array.from({ length: 20 }, (_, n) => `[INFO] Downloading from central: https://repo.example/maven2/org/x/p${n}/1.0/p${n}-1.0.pom\n[INFO] Downloaded from central: https://repo.example/maven2/org/x/p${n}/1.0/p${n}-1.0.pom (2.3 kB at 181 kB/s)\n`).join('')}[INFO] Running BTest
[ERROR] Tests run: 4, Failures: 1, Errors: 0, Skipped: 1, Time elapsed: 0.109 s <<< FAILURE! -- in BTest
[ERROR] BTest.bad -- Time elapsed: 0.015 s <<< FAILURE!
org.opentest4j.AssertionFailedError: sum ==> expected: <4> but was: <5>
	at org.junit.jupiter.api.AssertionFailureBuilder.build(AssertionFailureBuilder.java:151)
	at org.junit.jupiter.api.AssertEquals.failNotEqual(AssertEquals.java:197)
	at BTest.bad(BTest.java:2)

[INFO] BUILD FAILURE
[INFO] Total time:  6.773 s
[ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:3.1.2:test (default-test) on project shop: There are test failures.
`

/** `tsc -p .` 5. */
const TSC = Array.from(
  { length: 12 },
  (_, n) =>
    `src/b${n}.ts(4,12): error TS2345: Argument of type 'number' is not assignable to parameter of type 'string'.\nsrc/b${n}.ts(4,20): error TS6133: 'z' is declared but its value is never read.\n`,
).join('')

/** By name: every output above. */
export const OUTPUTS: ReadonlyMap<string, string> = new Map([
  ['pytest', PYTEST],
  ['make', MAKE],
  ['go test', GO_TEST],
  ['vitest', VITEST],
  ['eslint', ESLINT],
  ['pip', PIP],
  ['cargo', CARGO],
  ['maven', MAVEN],
  ['tsc', TSC],
])
