import { apportion } from '../apportion.ts'
import type { Totals } from '../seed.ts'
import { at, hundredths, type Split, weights } from './shares.ts'

/** Money of one school, in hundredths of 万元. Private schools have no part in the public budget. */
export interface FinancePlan {
  readonly budget:
    | { readonly students: number; readonly expense: number; readonly publicFunds: number }
    | undefined
  readonly spent: number
  readonly training: number
}

export function planFinance(split: Split, totals: Totals): FinancePlan[] {
  const own = totals.finance
  const base = split.schools.map((school, index) =>
    school.attributes.ownership === 'private' ? 0 : at(split.sizes, index),
  )
  const students = apportion(own.budget_students, base)
  const expense = apportion(
    hundredths(own.expense),
    weights(split, 'expense', (_, index) => at(students, index), 0.1),
  )
  const publicFunds = apportion(
    hundredths(own.public_funds),
    weights(split, 'public-funds', (_, index) => at(students, index), 0.08),
    expense,
  )
  const dice = split.dice.of('training-spend')
  return split.schools.map((school, index) => {
    const isPrivate = school.attributes.ownership === 'private'
    // A private school lives on fees; some 3,000 yuan a student is what running costs come to.
    const spent = isPrivate ? at(split.sizes, index) * 30 : Math.round(at(publicFunds, index) * 0.98)
    const permille = own.training_permille * dice.factor(index, 0.08)
    return {
      budget: isPrivate
        ? undefined
        : {
            students: at(students, index),
            expense: at(expense, index),
            publicFunds: at(publicFunds, index),
          },
      spent,
      training: Math.ceil((spent * permille) / 1000),
    }
  })
}
