import { type Expr, walk } from '../formula/index.ts'
import { type Decimal, overlaps, PURE, type Unit, ZERO } from '../kernel/index.ts'
import type { Placed } from './cross-check.ts'
import type { CriterionSource, Mark, SchemeSource, ScoringSource } from './schema/index.ts'
import {
  type Branch,
  type Criterion,
  type Leaf,
  type Scheme,
  type SchemeValue,
  SUBJECT_PLACE,
} from './scheme.ts'

type Path = readonly (string | number)[]

/** What building a scheme needs of the catalog being assembled. */
export interface SchemeTools {
  report(path: Path, zh: string, en: string): void
  formula(text: string, path: Path, measure: Unit): Expr | undefined
  unit(text: string, path: Path): Unit
  /** Unit and decimals of the indicator or element that a name means. */
  measured(name: string): { readonly unit: string; readonly decimals: number } | undefined
  standardItem(
    standard: string,
    item: string,
  ): { readonly value: string; readonly unit: string; readonly decimals: number } | undefined
  hasCode(list: string, code: string): boolean
  firstCode(list: string): string | undefined
}

/** Turns a scheme as written into a tree with formulas, and says everything that is wrong with it. */
export function buildScheme({ value: source, path }: Placed<SchemeSource>, tools: SchemeTools): Scheme {
  const builder = new SchemeBuilder(source, path, tools)
  return builder.build()
}

class SchemeBuilder {
  readonly #source: SchemeSource
  readonly #path: Path
  readonly #tools: SchemeTools
  readonly #ids = new Set<string>()
  readonly #leaves: Leaf[] = []

  constructor(source: SchemeSource, path: Path, tools: SchemeTools) {
    this.#source = source
    this.#path = path
    this.#tools = tools
  }

  build(): Scheme {
    const source = this.#source
    const full = source.full ?? ZERO
    if (source.purpose === 'scoring' && !full.gt(0)) {
      this.#report(['full'], '评分方案应写明满分', 'a scoring scheme states the full score')
    }
    this.#marks(source.marks, ['marks'])
    this.#ratings()
    this.#assessors()
    const criteria = source.criteria.map((criterion, index) =>
      this.#criterion(criterion, ['criteria', index], []),
    )
    if (source.purpose === 'scoring') this.#sum(source.criteria, full, ['criteria'])
    return {
      ...source,
      in_force: source.in_force,
      full,
      missing: source.missing ?? 'withhold',
      not_applicable: source.not_applicable ?? 'exclude',
      criteria,
      leaves: this.#leaves,
    }
  }

  #criterion(source: CriterionSource, path: Path, above: readonly string[]): Criterion {
    if (this.#ids.has(source.id))
      this.#report([...path, 'id'], `要点“${source.id}”重复`, `the criterion "${source.id}" occurs twice`)
    this.#ids.add(source.id)
    const head = {
      id: source.id,
      name: source.name,
      guide: source.guide,
      weight: source.weight ?? ZERO,
      above,
    }
    const rules = (['criteria', 'computed', 'observed', 'judged', 'evidence'] as const).filter(
      (rule) => source[rule] !== undefined,
    )
    if (rules.length !== 1) this.#oneRule(source, rules, path)
    if (source.criteria) {
      if (this.#source.purpose === 'scoring') this.#sum(source.criteria, head.weight, [...path, 'criteria'])
      const criteria = source.criteria.map((child, index) =>
        this.#criterion(child, [...path, 'criteria', index], [...above, source.id]),
      )
      return { ...head, kind: 'branch', criteria } satisfies Branch
    }
    const leaf = this.#leaf(source, head, path)
    this.#leaves.push(leaf)
    return leaf
  }

  #oneRule(source: CriterionSource, rules: readonly string[], path: Path): void {
    if (rules.length === 0) {
      this.#report(
        path,
        `要点“${source.name.zh}”没有评分规则。请写 computed、judged、evidence 之一，或列出下级 criteria。`,
        `the criterion "${source.name.en}" has no rule: write one of computed, judged, evidence, or list criteria below it`,
      )
    } else {
      this.#report(
        [...path, rules[1] ?? ''],
        `要点“${source.name.zh}”写了 ${rules.join('、')} 多种规则，只能写一种。`,
        `the criterion "${source.name.en}" has several rules (${rules.join(', ')}); keep one`,
      )
    }
  }

  #leaf(source: CriterionSource, head: Omit<Branch, 'kind' | 'criteria'>, path: Path): Leaf {
    const scheme = this.#source
    if (scheme.purpose === 'scoring' && !head.weight.gt(0)) {
      this.#report(
        path,
        `末级要点“${source.name.zh}”没有权重，或权重不大于 0`,
        `the leaf "${source.name.en}" has no weight above 0`,
      )
    }
    if (source.competence !== undefined && !this.#tools.hasCode('competences', source.competence)) {
      this.#report(
        [...path, 'competence'],
        `代码表 competences 没有“${source.competence}”`,
        `the code list competences has no "${source.competence}"`,
      )
    }
    const common = {
      ...head,
      competence: source.competence,
      missing: source.missing ?? scheme.missing ?? 'withhold',
      not_applicable: source.not_applicable ?? scheme.not_applicable ?? 'exclude',
      marks: source.judged?.marks ?? scheme.marks,
    }
    if (source.judged?.marks) this.#marks(source.judged.marks, [...path, 'judged', 'marks'])
    if (source.computed) {
      const { score } = source.computed
      this.#scoring(score, [...path, 'computed', 'score'])
      return {
        ...common,
        kind: 'computed',
        value: this.#value(source.computed, [...path, 'computed']),
        score,
      }
    }
    if (source.observed) {
      if (scheme.purpose === 'scoring') {
        this.#report(
          [...path, 'observed'],
          '评分方案的要点要评分，请用 computed',
          'a scoring scheme scores its leaves: use computed',
        )
      }
      return {
        ...common,
        kind: 'observed',
        value: this.#value(source.observed, [...path, 'observed']),
        better: source.observed.better,
      }
    }
    if (source.evidence) {
      return { ...common, kind: 'evidence', ask: source.evidence.ask, marks: PRESENT_OR_NOT }
    }
    return { ...common, kind: 'judged' }
  }

  #value(
    source: {
      readonly value?: string | undefined
      readonly unit?: string | undefined
      readonly score?: ScoringSource
    },
    path: Path,
  ): SchemeValue {
    const standard =
      source.score?.function === 'standard'
        ? this.#tools.standardItem(source.score.standard, source.score.item)
        : undefined
    const text = source.value ?? standard?.value
    if (text === undefined) {
      this.#report(path, '缺少 value：按哪个数值评分', 'value is missing: which value is scored')
      return { ...NO_VALUE }
    }
    const name = /^[a-z][a-z0-9_]*/.exec(text.trim())?.[0]
    const isBare = name === text.trim()
    const measured = (name === undefined ? undefined : this.#tools.measured(name)) ?? standard
    const unit = source.unit ?? standard?.unit ?? measured?.unit
    if (unit === undefined) {
      this.#report(
        [...path, 'value'],
        '公式不是单个指标或数据项时，请写 unit',
        'unit is needed where the formula does not begin with an indicator or element',
      )
      return { ...NO_VALUE, text }
    }
    const measure = this.#tools.unit(unit, [...path, source.unit === undefined ? 'value' : 'unit'])
    const sample = this.#sample(text, [...path, 'value'])
    const formula = this.#tools.formula(sample, [...path, 'value'], measure)
    if (formula) this.#locked(formula, [...path, 'value'])
    return {
      text,
      formula: formula ?? NO_VALUE.formula,
      unit,
      measure,
      decimals: measured?.decimals ?? 2,
      indicator: isBare ? name : undefined,
    }
  }

  /** The formula with a real code in the place of the subject, so that it can be checked. */
  #sample(text: string, path: Path): string {
    if (!text.includes(SUBJECT_PLACE)) return text
    if (this.#source.subject !== 'programme') {
      this.#report(path, '只有专业方案可用 {subject}', 'only a scheme over programmes may use {subject}')
    }
    return text.replaceAll(SUBJECT_PLACE, this.#tools.firstCode('programmes') ?? '')
  }

  /** Rows of registers are working papers; elements and indicators are what was accepted. */
  #locked(formula: Expr, path: Path): void {
    walk(formula, (node) => {
      if (node.kind === 'aggregate') {
        this.#report(
          path,
          '方案只能用已审核的数据项和指标，不能直接数台账的行',
          'a scheme uses accepted elements and indicators, not rows of a register',
        )
      }
    })
  }

  #scoring(score: ScoringSource, path: Path): void {
    switch (score.function) {
      case 'threshold':
        if ((score.at_least === undefined) === (score.at_most === undefined)) {
          this.#report(path, 'at_least 和 at_most 应写且只写一个', 'write either at_least or at_most')
        }
        return
      case 'linear':
        if (score.none.eq(score.full))
          this.#report(path, 'none 与 full 不能相等', 'none and full must differ')
        return
      case 'bands':
        this.#steps(score, path)
        return
      case 'standard':
        if (!this.#tools.standardItem(score.standard, score.item)) {
          this.#report(
            path,
            `标准“${score.standard}”没有条目“${score.item}”`,
            `the standard "${score.standard}" has no item "${score.item}"`,
          )
        }
        return
      case 'rank':
        return
    }
  }

  /** Steps go from the best to the worst, so that a better value never earns less. */
  #steps(score: Extract<ScoringSource, { function: 'bands' }>, path: Path): void {
    const rising = score.bands.every((step) => step.at_least !== undefined && step.at_most === undefined)
    const falling = score.bands.every((step) => step.at_most !== undefined && step.at_least === undefined)
    if (!rising && !falling) {
      this.#report(
        [...path, 'bands'],
        '各档应都写 at_least 或都写 at_most',
        'write at_least in every band, or at_most in every band',
      )
      return
    }
    const bounds = score.bands.map((step) => step.at_least ?? step.at_most ?? ZERO)
    const factors = [...score.bands.map((step) => step.factor), score.otherwise]
    const ordered = bounds.every((bound, index) => {
      const next = bounds[index + 1]
      return next === undefined || (rising ? next.lt(bound) : next.gt(bound))
    })
    const falls = factors.every((own, index) => factors[index + 1]?.lte(own) ?? true)
    if (!ordered || !falls) {
      this.#report(
        [...path, 'bands'],
        '各档应从好到差排列，好的一档得分不能低',
        'bands go from the best to the worst, and a better one earns no less',
      )
    }
  }

  #marks(marks: readonly Mark[], path: Path): void {
    const ids = new Set(marks.map((mark) => mark.id))
    const falls = marks.every((mark, index) => marks[index + 1]?.factor.lt(mark.factor) ?? true)
    if (ids.size !== marks.length || !falls) {
      this.#report(
        path,
        '等级应从高到低、系数递减、不重复',
        'marks go from the best to the worst, with falling factors, each once',
      )
    }
  }

  #ratings(): void {
    const { ratings } = this.#source
    const falls = ratings.every((rating, index) => ratings[index + 1]?.at_least.lt(rating.at_least) ?? true)
    if (!falls || (ratings.length > 0 && !ratings.at(-1)?.at_least.isZero())) {
      this.#report(
        ['ratings'],
        '总评等级应从高到低，最后一级从 0 起',
        'ratings go from the best to the worst and the last begins at 0',
      )
    }
    const pass = this.#source.credits?.pass
    if (pass !== undefined && !ratings.some((rating) => rating.id === pass)) {
      this.#report(['credits', 'pass'], `没有等级“${pass}”`, `there is no rating "${pass}"`)
    }
  }

  #assessors(): void {
    const { assessors, arbitration, review } = this.#source
    const total = assessors.reduce((sum, assessor) => sum.plus(assessor.weight), ZERO)
    if (!total.eq(1)) {
      this.#report(
        ['assessors'],
        `评价主体的权重合计为 ${total.toFixed()}，应为 1`,
        `the weights of the assessors add up to ${total.toFixed()}, not to 1`,
      )
    }
    if (arbitration && !assessors.some((assessor) => assessor.id === arbitration.assessor)) {
      this.#report(
        ['arbitration', 'assessor'],
        `没有评价主体“${arbitration.assessor}”`,
        `there is no assessor "${arbitration.assessor}"`,
      )
    }
    const bounds = review?.conclusions.map((conclusion) => conclusion.at_least) ?? []
    if (bounds.some((bound, index) => (bounds[index + 1] ?? -1) >= bound)) {
      this.#report(
        ['review', 'conclusions'],
        '复核结论应从高到低',
        'conclusions go from the best to the worst',
      )
    }
  }

  /** Weights of the children add up to the parent's, to the last digit. */
  #sum(children: readonly CriterionSource[], expected: Decimal, path: Path): void {
    const sum = children.reduce((total, child) => total.plus(child.weight ?? ZERO), ZERO)
    if (sum.eq(expected)) return
    const gap = expected.minus(sum)
    this.#report(
      path,
      `权重合计 ${sum.toFixed()}，应为 ${expected.toFixed()}（${gap.isPositive() ? '少' : '多'} ${gap.abs().toFixed()}）`,
      `the weights add up to ${sum.toFixed()}, not to ${expected.toFixed()} (${gap.isPositive() ? 'short by' : 'over by'} ${gap.abs().toFixed()})`,
    )
  }

  #report(path: Path, zh: string, en: string): void {
    this.#tools.report([...this.#path, ...path], zh, en)
  }
}

/** The two marks of a leaf that asks for evidence. */
const PRESENT_OR_NOT: readonly Mark[] = [
  { id: 'present', name: { zh: '有', en: 'Present' }, factor: ZERO.plus(1) },
  { id: 'absent', name: { zh: '无', en: 'Absent' }, factor: ZERO },
]

/** Stands where a value could not be read; the load fails before anything evaluates it. */
const NO_VALUE: SchemeValue = {
  text: '',
  formula: { kind: 'flag', value: false, span: { start: 0, end: 0 } },
  unit: 'one',
  measure: PURE,
  decimals: 0,
  indicator: undefined,
}

/** Versions of schemes: each once, and at most one of them issued or on trial in a year. */
export function schemeVersions(
  schemes: readonly Placed<SchemeSource>[],
  report: (file: string, path: Path, zh: string, en: string) => void,
): void {
  schemes.forEach(({ value, file, path }, index) => {
    for (const { value: other } of schemes.slice(0, index)) {
      if (other.id !== value.id) continue
      if (other.version === value.version) {
        report(
          file,
          [...path, 'version'],
          `方案“${value.id}”的第 ${value.version} 版重复`,
          `version ${value.version} of the scheme "${value.id}" occurs twice`,
        )
      } else if (
        value.stage === other.stage &&
        value.stage !== 'draft' &&
        overlaps(value.in_force, other.in_force)
      ) {
        const zh = { issued: '正式', trial: '试行' }[value.stage]
        report(
          file,
          [...path, 'in_force'],
          `方案“${value.id}”的第 ${other.version} 版和第 ${value.version} 版同时${zh}，请写清各自的年份`,
          `versions ${other.version} and ${value.version} of the scheme "${value.id}" are both ${value.stage} in the same years`,
        )
      }
    }
  })
}
