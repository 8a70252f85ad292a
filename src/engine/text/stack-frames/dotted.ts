import { type Frame, LONGEST_FRAME } from './frame.ts'
import { libraryOfPath } from './paths.ts'

/** `at pkg.Class.method(File.java:12)`, `at Name.Space.Class.Method(Type arg) in file.cs:line 12`. */
const DOTTED =
  /^\s{0,60}at (?:[\w.@$-]{0,100}\/{1,2}){0,3}([\w$.<>`+[\],|-]{1,400})\(([^()]{0,400})\)(?: in (.{1,400}):line \d{1,7}| ~?\[[^\]]{0,200}\])?\s*$/

/** `at Name.Space.Class.Method (Type arg) [0x0001b] in file.cs:7`: Mono. */
const MONO =
  /^\s{1,60}at (?:\(wrapper [\w-]{1,40}\) )?([\w$.<>`+[\],:|-]{1,400})()? ?\([^()]{0,600}\) \[0x[0-9a-f]{1,8}\] in ([^:]{1,400}):\d{1,7}(?: <-{3})?\s*$/

/** A frame of the JVM or of .NET. */
export function dottedFrame(source: string): Frame | undefined {
  const line = source.slice(0, LONGEST_FRAME)
  const match = DOTTED.exec(line) ?? MONO.exec(line)
  const [, name = '', , file = ''] = match ?? []
  if (match === null || !name.includes('.')) return undefined
  const isLibrary = LIBRARIES.test(name) || libraryOfPath(file) !== undefined
  return { lines: 1, library: isLibrary ? packageOf(name) : undefined }
}

/** Leading parts of a qualified name, as far as they name a package, at most three. */
function packageOf(name: string): string {
  const parts = name.split('.')
  const lower = parts.findIndex((part) => !/^[a-z]/.test(part))
  const isDotNet = lower === 0
  const count = isDotNet ? 2 : Math.max(1, Math.min(3, lower === -1 ? 1 : lower))
  return parts.slice(0, count).join('.')
}

/** Packages of the platforms and of the frameworks that stacks pass through most. */
const LIBRARIES = new RegExp(
  `^(?:${[
    'javax?',
    'jakarta',
    'jdk',
    'sun',
    'com\\.sun',
    'kotlinx?',
    'scala',
    'groovy',
    'clojure',
    'androidx?',
    'dalvik',
    'com\\.android',
    'junit',
    'worker\\.org\\.gradle',
    'org\\.(?:junit|opentest4j|mockito|assertj|hamcrest|testng|codehaus|gradle|apache|eclipse|springframework|hibernate|slf4j|jboss|jetbrains|postgresql|h2|fusesource|aspectj|thymeleaf|glassfish)',
    'io\\.(?:netty|undertow|grpc|micrometer|reactivex|ktor|vertx|micronaut|quarkus)',
    'reactor',
    'rx',
    'akka',
    'okhttp3',
    'retrofit2',
    'ch\\.qos',
    'com\\.(?:google\\.(?:common|inject|gson)|fasterxml|zaxxer|mysql|intellij|mongodb|amazonaws|microsoft)',
    'System',
    'Microsoft',
    'Newtonsoft',
    'Xunit',
    'NUnit',
    'Grpc',
    'MediatR',
    'Npgsql',
    'Dapper',
    'AutoMapper',
    'Castle',
    'Moq',
    'lambda_method',
  ].join('|')})\\.`,
)
