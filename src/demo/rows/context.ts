import type { Row, RowCell } from '../../formula/index.ts'
import type { Enterprise } from '../enterprises.ts'
import type { SchoolPlan } from '../plan/index.ts'
import type { Dice } from '../random.ts'
import type { ProgrammeSeed, Seed } from '../seed.ts'

/** One school in one year, ready to be spelled out row by row. */
export interface SchoolYear {
  readonly seed: Seed
  readonly plan: SchoolPlan
  readonly year: number
  /** Begins the numbers of people and papers: QY01. */
  readonly prefix: string
  /** Two digits of its own, for identity numbers that nobody else has. */
  readonly place: number
  /** Partner enterprises of the school, those with special roles first. */
  readonly enterprises: readonly Enterprise[]
  readonly dice: Dice
}

/** Register id to rows. */
export type Registers = Map<string, readonly Row[]>

export function numbered(prefix: string, mark: string, index: number, width = 3): string {
  return `${prefix}-${mark}${String(index).padStart(width, '0')}`
}

export function blank(value: RowCell | undefined): RowCell {
  return value ?? null
}

/** Numbers from `first`, so many. */
export function range(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => first + index)
}

/** In operation in the year: opened, and not merely planned. */
export function isOffered(programme: ProgrammeSeed, year: number): boolean {
  return !programme.planned && (programme.opened ?? 0) <= year
}

/** Programmes that took entrants in the autumn of a year. */
function recruitedIn({ plan }: SchoolYear, cohort: number): readonly ProgrammeSeed[] {
  const open = plan.school.programmes.filter((programme) => isOffered(programme, cohort))
  return open.length > 0 ? open : plan.school.programmes
}

const keyWeights: Readonly<Record<ProgrammeSeed['key'], number>> = {
  none: 1,
  school: 1.5,
  city: 2.2,
  province: 3,
  nation: 3,
}

export function weightOf(programme: ProgrammeSeed): number {
  return programme.weight ?? keyWeights[programme.key]
}

/** The programme of a member of a cohort: by weight, and the same whenever asked. */
export function programmePicker(school: SchoolYear, cohort: number): (member: number) => string {
  const programmes = recruitedIn(school, cohort)
  const sum = programmes.reduce((all, programme) => all + weightOf(programme), 0)
  const dice = school.dice.of('programme', cohort)
  return (member) => {
    let left = (dice.at(member) / 0x1_0000_0000) * sum
    for (const programme of programmes) {
      left -= weightOf(programme)
      if (left < 0) return programme.code
    }
    return programmes.at(-1)?.code ?? ''
  }
}
