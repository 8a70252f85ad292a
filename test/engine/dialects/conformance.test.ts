import { describe } from 'vitest'
import { dialectSuite } from '../../suites/dialect.ts'
import { openEngine, openTestDoor } from '../laws/engine-under-test.ts'
import { anyToolText, serviceLogs } from '../laws/text-pool.ts'
import { forms } from './forms.ts'

const longText = serviceLogs.get('etcd.log') ?? ''

describe.each(Object.entries(forms))('%s', (_name, form) => {
  dialectSuite({ form, longText, anyText: anyToolText, open: openEngine, door: openTestDoor })
})
