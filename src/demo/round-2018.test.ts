import { describe, expect, test } from 'vitest'
import { readCatalog } from '../catalog/files.ts'
import { rowChecker } from '../checks/index.ts'
import { ROLES } from '../kernel/index.ts'
import type { UnitReturn } from './demonstration.ts'
import { demonstration, demonstrationPeople, demonstrationRound } from './index.ts'

const { catalog } = readCatalog()
const round = demonstrationRound()
const begun = new Set(round.schools.map((school) => school.code))
const returns = new Map([...round.returns(begun)].map((content) => [content.unit, content]))

function entered(content: UnitReturn | undefined, element: string): string | undefined {
  const value = content?.entered.find((entry) => entry.element === element)?.value
  return value?.state === 'known' ? value.value.toFixed() : undefined
}

function rowErrors({ unit, year, rows }: UnitReturn): string[] {
  return [...rows].flatMap(([id, list]) => {
    const register = catalog.registers.inForce(id, year)
    if (!register) return [`no register ${id}`]
    const checker = rowChecker(catalog, register, { orgUnit: unit, year })
    return list.flatMap((row, index) =>
      checker
        .check(row, String(index + 1))
        .filter((finding) => finding.severity === 'error')
        .map((finding) => finding.code),
    )
  })
}

describe('the round half-way through', () => {
  test('has a school at every place of the way, and some that have not begun', () => {
    expect(new Set(round.schools.map((school) => school.state))).toEqual(
      new Set(['filling', 'errors', 'submitted', 'returned', 'accepted']),
    )
    expect(round.units.length).toBeGreaterThan(begun.size + 1)
    for (const code of begun) expect(round.units).toContain(code)
  })

  test('takes the students on whom the year before ended with', () => {
    for (const content of demonstration('2017', ['qingyuan']).returns()) {
      if (content.year !== 2017 || !begun.has(content.unit)) continue
      expect(entered(returns.get(content.unit), 'students_previous')).toBe(
        entered(content, 'enrolment_full_time'),
      )
    }
  })

  test('has rows without errors wherever a school has handed in, and with some where it says so', () => {
    for (const { code, state, rows } of round.schools) {
      const content = returns.get(code)
      if (!content) throw new Error(`${code} has no return`)
      if (rows.length > 0) expect(rowErrors(content)).not.toEqual([])
      else expect([code, state, rowErrors(content)]).toEqual([code, state, []])
    }
  })

  test('remarks stand at cells and rows that are there', () => {
    for (const { code, remarks } of round.schools) {
      for (const { place } of remarks) {
        if (place.element) expect(entered(returns.get(code), place.element)).toBeDefined()
        if (!place.register) continue
        const row = returns.get(code)?.rows.get(place.register)?.[(place.row ?? 1) - 1]
        expect(Object.keys(row ?? {})).toContain(place.field)
      }
    }
  })
})

test('the demonstration has someone in every role', () => {
  expect(new Set(demonstrationPeople().map((person) => person.role))).toEqual(new Set(ROLES))
})
