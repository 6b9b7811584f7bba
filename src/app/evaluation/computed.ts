import { type Catalog, type Scheme, schemeInForce } from '../../catalog/index.ts'
import { evaluateSubject } from '../../evaluation/index.ts'
import { cellParts, type World } from '../../indicators/index.ts'
import {
  AppError,
  type Bilingual,
  type Decimal,
  isKnown,
  type OrgUnitInYear,
  type ReportingYear,
  ZERO,
} from '../../kernel/index.ts'
import type { AppContext } from '../context.ts'
import { type OrgRef, orgRef } from '../explain.ts'
import { unitWithData } from '../find.ts'
import { schemeRef } from './rounds.ts'
import { ruleWords } from './rule-words.ts'
import { schemeWorld } from './scheme-world.ts'
import {
  boundsOf,
  comparedValues,
  currentValues,
  type FrozenValues,
  observedValues,
  shownLeafValue,
} from './values.ts'
import type { LeafValueView, SchemeRef } from './views.ts'

/** One computed leaf of one subject. */
export interface ComputedLeafView {
  readonly id: string
  readonly name: Bilingual
  readonly weight: string
  readonly state: string
  readonly points: string
  readonly rule?: Bilingual
  readonly value: LeafValueView
}

/** The computed part of one subject's sheet: what needs no expert. */
export interface ComputedSubject {
  readonly org: OrgRef
  readonly subjectKey: string
  readonly subjectName: string
  /** Points of computed leaves, and how many there were to be had. */
  readonly points: string
  readonly possible: string
  readonly leaves: readonly ComputedLeafView[]
}

export interface ComputedEvaluation {
  readonly scheme: SchemeRef
  readonly org: OrgRef
  readonly year: ReportingYear
  /** Leaves that people mark and that are not in here. */
  readonly judged: number
  readonly subjects: readonly ComputedSubject[]
}

/**
 * Scores the computed leaves of a scheme over a unit, or over each school below it, from accepted data.
 * @throws AppError EVA-003 no such scheme in the year, EVA-027 nothing in it is computed
 */
export async function evaluateComputed(
  app: AppContext,
  schemeId: string,
  org: string,
  year: ReportingYear,
): Promise<ComputedEvaluation> {
  const unit = await unitWithData(app, org, year)
  const scheme = schemeInForce(app.catalog, schemeId, year)
  if (!scheme) throw new AppError('EVA-003', { scheme: schemeId, year }, { kind: 'not_found' })
  const valued = scheme.leaves.filter((leaf) => leaf.kind === 'computed' || leaf.kind === 'observed')
  if (valued.length === 0)
    throw new AppError('EVA-027', { scheme_zh: scheme.name.zh, scheme_en: scheme.name.en })
  const isSchool = unit.level === 'school' || unit.level === 'class_provider'
  const tree = app.units.tree(year)
  const schools = isSchool ? [unit] : tree.schools(unit.id)
  // Places are among all schools of the city, whichever of them is asked about.
  const compared = isSchool ? [...new Set([unit, ...tree.peers(unit.id)])] : schools
  const world = await schemeWorld(app, app.catalog, scheme, [...new Set(compared.map(({ id }) => id))], year)
  const subjects = compared.flatMap((school) => subjectsOf(world, scheme, school, year))
  const values = new Map(
    subjects.map((subject) => [
      subject,
      currentValues(world, scheme, { unitId: subject.unit.id, key: subject.key }, year),
    ]),
  )
  const all = comparedValues(scheme, [...values.values()])
  return {
    scheme: schemeRef(scheme),
    org: orgRef(unit),
    year,
    judged: scheme.leaves.length - valued.length,
    subjects: [...values]
      .filter(([subject]) => schools.some((school) => school.id === subject.unit.id))
      .map(([subject, own]) => computedSubject(app.catalog, scheme, subject, own, all)),
  }
}

interface Evaluated {
  readonly unit: OrgUnitInYear
  readonly key: string
  readonly name: string
}

/** The school itself, or each programme that has students. */
function subjectsOf(world: World, scheme: Scheme, unit: OrgUnitInYear, year: ReportingYear): Evaluated[] {
  if (scheme.subject === 'school') return [{ unit, key: '', name: unit.name }]
  if (scheme.subject !== 'programme') return []
  return [...world.values.cells(unit.id, year, 'enrolment_full_time')].flatMap(([cell, { observed }]) => {
    const [part] = cellParts(cell)
    if (part?.dimension !== 'programme' || !isKnown(observed) || observed.value.isZero()) return []
    const code = world.catalog.codeLists.get('programmes')?.codes.find((entry) => entry.code === part.code)
    return [{ unit, key: part.code, name: code?.name.zh ?? part.code }]
  })
}

function computedSubject(
  catalog: Catalog,
  scheme: Scheme,
  subject: Evaluated,
  values: FrozenValues,
  compared: ReadonlyMap<string, readonly Decimal[]>,
): ComputedSubject {
  const sheet = evaluateSubject(scheme, {
    values: observedValues(values),
    compared,
    bounds: boundsOf(values),
    evidence: new Set(),
    marks: [],
    rulings: new Map(),
  })
  let points = ZERO
  let possible = ZERO
  const leaves = scheme.leaves.flatMap((leaf): ComputedLeafView[] => {
    if (leaf.kind !== 'computed' && leaf.kind !== 'observed') return []
    const result = sheet.leaves.get(leaf.id)
    if (result?.state === 'scored') {
      points = points.plus(result.points)
      possible = possible.plus(leaf.weight)
    }
    return [
      {
        id: leaf.id,
        name: leaf.name,
        weight: leaf.weight.toFixed(),
        state: result?.state ?? 'awaited',
        points: result?.points.toFixed() ?? '0',
        ...(leaf.kind === 'computed' ? { rule: ruleWords(catalog, leaf, values[leaf.id]) } : {}),
        value: shownLeafValue(catalog, leaf.value, values[leaf.id], undefined),
      },
    ]
  })
  return {
    org: orgRef(subject.unit),
    subjectKey: subject.key,
    subjectName: subject.name,
    points: points.toFixed(),
    possible: possible.toFixed(),
    leaves,
  }
}
