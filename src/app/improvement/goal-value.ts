import {
  type Catalog,
  catalogNames,
  catalogSpace,
  definitionOf,
  SUBJECT_PLACE,
  scopeOf,
} from '../../catalog/index.ts'
import {
  describe,
  type Expr,
  evaluate,
  FormulaError,
  fitsUnit,
  parse,
  typeOf,
  walk,
} from '../../formula/index.ts'
import { UnitContext, type World } from '../../indicators/index.ts'
import {
  AppError,
  type Bilingual,
  fromBase,
  isKnown,
  known,
  type Observed,
  type ReportingYear,
  type Unit,
} from '../../kernel/index.ts'

/** The value that a goal watches: a formula over accepted elements and indicators. */
export interface GoalValue {
  readonly formula: Expr
  readonly unit: string
  readonly measure: Unit
  readonly decimals: number
  readonly name: Bilingual
  /** The indicator or element, where the formula is one by itself. */
  readonly indicator: string | undefined
}

/**
 * Reads the value of a goal. `{subject}` stands for the code of the programme.
 * @param unit of the target; that of the indicator where the formula is one
 * @throws AppError IMV-001 with what is wrong and where
 */
export function goalValue(
  catalog: Catalog,
  text: string,
  subjectKey: string,
  year: ReportingYear,
  unit?: string | undefined,
): GoalValue {
  if (text.includes(SUBJECT_PLACE) && !/^[\w.-]+$/.test(subjectKey))
    throw new AppError('EVA-001', { key: subjectKey }, { kind: 'usage' })
  const own = text.replaceAll(SUBJECT_PLACE, subjectKey)
  try {
    const formula = parse(own, 'value')
    const first = formula.kind === 'reference' ? formula : undefined
    const definition = first && definitionOf(catalog, first.name, year)
    const defined = definition && definition.kind !== 'parameter' ? definition.definition : undefined
    const unitText = unit ?? defined?.unit
    const measure = unitText === undefined ? undefined : catalog.units.parse(unitText)
    if (unitText === undefined || !measure) {
      throw new FormulaError({ zh: '请写明单位', en: 'state the unit' }, 0)
    }
    const type = typeOf(formula, scopeOf(catalogSpace(catalog)))
    if (type.kind !== 'number' || !fitsUnit(type.unit, measure, type.bare === true))
      throw new FormulaError(
        { zh: '公式的单位与目标的单位不合', en: 'the unit of the formula does not fit the target' },
        0,
      )
    walk(formula, (node) => {
      if (node.kind === 'aggregate')
        throw new FormulaError(
          { zh: '只能用已审核的数据项和指标', en: 'use accepted elements and indicators' },
          0,
        )
    })
    const words = (language: 'zh' | 'en') => describe(formula, catalogNames(catalog, language), language)
    return {
      formula,
      unit: unitText,
      measure,
      decimals: defined?.decimals ?? 1,
      name: { zh: words('zh'), en: words('en') },
      indicator: first && first.cell.length === 0 ? first.name : undefined,
    }
  } catch (error) {
    if (!(error instanceof FormulaError)) throw error
    const { zh, en } = error.detail
    throw new AppError(
      'IMV-001',
      { value: text, at: error.at + 1, zh, en },
      { kind: 'usage', path: ['value'] },
    )
  }
}

/** The value of a unit in a year, in the unit of the goal. Not rounded. */
export function goalValueAt(world: World, value: GoalValue, unitId: number, year: ReportingYear): Observed {
  const observed = evaluate(value.formula, new UnitContext(world, unitId, year))
  return isKnown(observed) ? known(fromBase(observed.value, value.measure)) : observed
}
