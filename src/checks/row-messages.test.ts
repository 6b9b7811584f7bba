import { expect, test } from 'vitest'
import { readCatalog } from '../catalog/files.ts'
import { rowOf } from '../catalog/index.ts'
import { referencesOf } from '../formula/index.ts'
import { rowChecker } from './index.ts'

const { catalog } = readCatalog()
const placeholders = (text: string) => [...text.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)

test('a message shows fields by their names in its own language', () => {
  const register = catalog.registers.inForce('contributions', 2017)
  if (!register) throw new Error('no register of contributions')
  const row = rowOf(catalog, 'contributions', {
    contribution_no: 'TR-1',
    enterprise_code: '99DEMO441800000001',
    enterprise: '示例企业',
    kind: 'equipment',
    amount: '0',
    received_on: '2017-05-10',
  })
  const [finding] = rowChecker(catalog, register, { orgUnit: 'qy-zhixiao', year: 2017 }).check(row, '1')
  expect(finding?.code).toBe('CON-001')
  expect(finding?.message.zh).toContain('“示例企业”')
})

test('codes are spelled out in Chinese in the Chinese message, in English in the English one', () => {
  const register = catalog.registers.inForce('placements', 2017)
  const check = register?.checks.find((candidate) => candidate.code === 'INT-006')
  if (!register || !check) throw new Error('no check INT-006')
  const sound = {
    placement_no: 'SX-1',
    student_no: 'QY01-2016-0001',
    programme: '090100',
    grade: '1',
    kind: 'post',
    enterprise_code: '99DEMO441800000001',
    enterprise: '示例企业',
    enterprise_checked: 'true',
    start_date: '2017-02-20',
    end_date: '2017-07-07',
    agreement_parties: '3',
    agreement_clauses: '8',
    guardian_consent: 'true',
    insured: 'true',
    school_instructor: 'true',
    company_instructor: 'true',
    safety_trained: 'true',
    matched: 'true',
    on_post: 'true',
    night_or_overtime: 'false',
    result: 'passed',
  }
  const row = rowOf(catalog, 'placements', sound)
  const findings = rowChecker(catalog, register, { orgUnit: 'qy-zhixiao', year: 2017 }).check(row, '1')
  expect(findings.map((finding) => finding.code)).toEqual(['INT-006'])
  expect(findings[0]?.message.zh).toContain('一年级')
  expect(findings[0]?.message.en).toContain('Grade one')
})

test('no message of a row check names a field that its register does not have', () => {
  const wrong = catalog.registers.every().flatMap((register) => {
    const fields = new Set(register.fields.map((field) => field.id))
    return register.checks.flatMap((check) =>
      [...placeholders(check.message.zh), ...placeholders(check.message.en)]
        .filter((name) => !fields.has(name))
        .map((name) => `${check.code} ${name}`),
    )
  })
  expect(wrong).toEqual([])
})

test('no message of a check shows a value that the check does not look at', () => {
  const wrong = catalog.checks.every().flatMap((check) => {
    const shown = new Set(['year', 'org'])
    for (const { reference, yearsBack } of referencesOf(check.expect)) {
      const cell = reference.cell.map((part) => part.code).join('.')
      const name = `${'previous.'.repeat(yearsBack)}${reference.name}${cell ? `.${cell}` : ''}`
      shown.add(name)
      shown.add(`median.${name}`)
    }
    return [...placeholders(check.message.zh), ...placeholders(check.message.en)]
      .filter((name) => !shown.has(name))
      .map((name) => `${check.code} ${name}`)
  })
  expect(wrong).toEqual([])
})
