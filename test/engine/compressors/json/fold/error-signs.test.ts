import { describe, expect, it } from 'vitest'
import {
  errorSign,
  keyOf,
  keyRole,
  tellsOfError,
} from '../../../../../src/engine/compressors/json/fold/error-signs.ts'
import { indexJson } from '../../../../../src/engine/text/json-index.ts'

/** The sign of the only member of an object. */
function signOf(member: string): number {
  const text = `{${member}}`
  const index = indexJson(text)
  if (index === undefined) throw new Error('not JSON')
  const json = { text, index, isSequence: false }
  return errorSign(json, 1, keyRole(keyOf(json, 1)))
}

describe('signs of error', () => {
  it.each([
    '"level":"ERROR"',
    '"severity":"critical"',
    '"status":"failed"',
    '"status":503',
    '"status_code":404',
    '"statusCode":"500"',
    '"httpStatus":502',
    '"error":"no such file"',
    '"error":true',
    '"lastError":{}.x'.replace('{}.x', '"gone"'),
    '"exception":"IOException"',
    '"errorCount":3',
    '"exit_code":137',
    '"success":false',
    '"ok":false',
    '"message":"Connection refused to db"',
    '"message":"java.lang.NullPointerException: x"',
    '"phase":"CrashLoopBackOff"',
    '"anything":"CRITICAL_ERROR"',
  ])('%s is an error', (member) => {
    expect(signOf(member)).toBe(2)
  })

  it.each([
    '"level":"INFO"',
    '"status":200',
    '"status":"success"',
    '"error":null',
    '"error":""',
    '"error":false',
    '"errors":0',
    '"error":"none"',
    '"errorCount":0',
    '"exit_code":0',
    '"success":true',
    '"failed":false',
    '"message":"Found 0 errors"',
    '"message":"done without errors"',
    '"message":"terror in the mirror"',
    '"port":503',
    '"size":404',
    '"name":"error"'.replace('error', 'mirror'),
    '"author":"Failed States Press"',
  ])('%s is none', (member) => {
    expect(signOf(member)).toBe(0)
  })

  it('warnings are less', () => {
    expect(signOf('"level":"WARN"')).toBe(1)
  })

  it('takes time in proportion to hostile text', () => {
    expect(tellsOfError('a'.repeat(100_000))).toBe(false)
    expect(tellsOfError('a_'.repeat(50_000))).toBe(false)
    expect(tellsOfError(`${'no '.repeat(30_000)}error`)).toBe(false)
  })
})
