import type { OrgChange } from '../../http/contract/org-changes.ts'
import type { Filled } from '../quality/parts/FormDialog.tsx'

/** What can be done to a unit, in the order in which it is offered. */
export const KINDS = ['open', 'rename', 'move', 'merge', 'close'] as const
export type Kind = (typeof KINDS)[number]

/** The levels that can stand under a level. */
const UNDER: Readonly<Record<string, readonly Level[]>> = {
  nation: ['province'],
  province: ['city', 'school', 'group'],
  city: ['county', 'school', 'class_provider', 'group'],
  county: ['school', 'class_provider'],
  group: ['school'],
}

type Change = OrgChange['change']
type Level = Extract<Change, { kind: 'open' }>['level']

export function levelsUnder(level: string): readonly Level[] {
  return UNDER[level] ?? []
}

/** The change that a filled form asks for; units by code. */
export function changeOf(kind: Kind, unit: { code: string; level: string }, filled: Filled): Change {
  const { code = '', name = '', nameEn, target = '' } = filled
  const english = nameEn === undefined ? {} : { nameEn }
  switch (kind) {
    case 'open': {
      const offered = levelsUnder(unit.level)
      const level = offered.find((each) => each === filled.level) ?? offered[0] ?? 'school'
      return { kind, code, level, name, ...english, parent: unit.code }
    }
    case 'rename':
      return { kind, unit: unit.code, name, ...english }
    case 'move':
      return { kind, unit: unit.code, parent: target }
    case 'merge':
      return { kind, units: [unit.code], into: target }
    case 'close':
      return { kind, unit: unit.code }
  }
}
