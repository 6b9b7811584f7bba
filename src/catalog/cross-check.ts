import type { z } from 'zod'
import { inputsOf } from '../formula/index.ts'
import { overlaps, ZERO } from '../kernel/index.ts'
import { schemeVersions } from './build-scheme.ts'
import type { DataElement, Indicator } from './catalog.ts'
import type { CatalogProblem } from './problem.ts'
import { type KindName, kinds } from './schema/index.ts'
import type { NameSpace } from './scope.ts'

/** A definition with the place it was read from. */
export interface Placed<T> {
  readonly value: T
  readonly file: string
  readonly path: Path
}

export type Path = readonly (string | number)[]

export type Sources = { readonly [K in KindName]: Placed<z.output<(typeof kinds)[K]['schema']>>[] }

type Report = (file: string, path: Path, zh: string, en: string) => void

/** Ids and names used once, and every id that one definition names of another. */
export function crossCheck(sources: Sources, space: NameSpace): CatalogProblem[] {
  const problems: CatalogProblem[] = []
  const report: Report = (file, path, zh, en) => problems.push({ file, path, detail: { zh, en } })
  uniqueIds(sources, report)
  uniqueCheckCodes(sources, report)
  oneNameSpace(sources, report)
  registerReferences(sources, space, report)
  elementReferences(sources, space, report)
  formReferences(sources, space, report)
  schemeVersions(sources.schemes, report)
  occupationReferences(sources, space, report)
  ruleReferences(sources, space, report)
  return problems
}

function uniqueIds(sources: Sources, report: Report): void {
  for (const kind of Object.keys(kinds) as KindName[]) {
    // A scheme has several versions side by side; see schemeVersions.
    if (kind === 'schemes') continue
    const seen: { id: string | undefined; zh: string; in_force: object | undefined }[] = []
    for (const { value, file, path } of sources[kind] as Placed<Identified>[]) {
      const id = value.id ?? value.code
      for (const other of seen) {
        if (other.id === id && overlaps(value.in_force, other.in_force)) {
          report(file, path, `“${id}”重复定义`, `"${id}" is defined twice`)
        } else if (other.id !== id && kind !== 'units' && other.zh === value.name.zh) {
          report(
            file,
            [...path, 'name'],
            `名称“${value.name.zh}”重复`,
            `the name "${value.name.zh}" is used twice`,
          )
        }
      }
      seen.push({ id, zh: value.name.zh, in_force: value.in_force })
    }
  }
}

interface Identified {
  readonly id?: string
  readonly code?: string
  readonly in_force?: object
  readonly name: { readonly zh: string }
}

/** Codes are quoted over the telephone: one code is one check, on values or on rows, for ever. */
function uniqueCheckCodes(sources: Sources, report: Report): void {
  const seen = new Set(sources.checks.map(({ value }) => value.code))
  for (const { value, file, path } of sources.registers) {
    value.checks.forEach(({ code }, index) => {
      if (seen.has(code)) {
        report(
          file,
          [...path, 'checks', index],
          `校验代码“${code}”重复`,
          `the check code "${code}" is used twice`,
        )
      }
      seen.add(code)
    })
  }
}

/** Elements, indicators and parameters share one name space, because formulas name them alike. */
function oneNameSpace(sources: Sources, report: Report): void {
  const names = new Map<string, string>()
  for (const kind of ['elements', 'indicators', 'parameters'] as const) {
    for (const { value, file, path } of sources[kind]) {
      const other = names.get(value.id)
      if (other !== undefined && other !== kind) {
        report(
          file,
          path,
          `“${value.id}”已是另一类定义的名称`,
          `"${value.id}" already names a definition of another kind`,
        )
      }
      names.set(value.id, kind)
    }
  }
}

function registerReferences(sources: Sources, space: NameSpace, report: Report): void {
  for (const { value, file, path } of sources.attributes)
    codeList(value.codelist, space, file, [...path, 'codelist'], report)
  for (const { value, file, path } of sources.parameters)
    unit(value.unit, space, file, [...path, 'unit'], report)
  for (const { value, file, path } of sources.registers) {
    unit(value.counts, space, file, [...path, 'counts'], report)
    const ids = new Set(value.fields.map((field) => field.id))
    value.fields.forEach((field, index) => {
      const at = [...path, 'fields', index]
      codeList(field.codelist, space, file, [...at, 'codelist'], report)
      if (field.type === 'code' && field.codelist === undefined) {
        report(file, at, `字段“${field.id}”缺少代码表`, `field "${field.id}" needs a code list`)
      }
      if (field.unit !== undefined) unit(field.unit, space, file, [...at, 'unit'], report)
      if (field.refers_to !== undefined && !space.register(field.refers_to)) {
        report(
          file,
          [...at, 'refers_to'],
          `没有台账“${field.refers_to}”`,
          `there is no register "${field.refers_to}"`,
        )
      }
    })
    value.key.forEach((id, index) => {
      if (!ids.has(id)) report(file, [...path, 'key', index], `没有字段“${id}”`, `there is no field "${id}"`)
    })
  }
}

function elementReferences(sources: Sources, space: NameSpace, report: Report): void {
  for (const { value, file, path } of sources.elements) {
    value.breakdowns.forEach((breakdown, index) => {
      codeList(breakdown.codelist, space, file, [...path, 'breakdowns', index, 'codelist'], report)
    })
    const { collected } = value
    if (!collected) continue
    const at = [...path, 'collected', 'form']
    const form = sources.forms.find((candidate) => candidate.value.id === collected.form)?.value
    if (!form) report(file, at, `没有表“${collected.form}”`, `there is no form "${collected.form}"`)
    else if (!form.sections.some((section) => section.elements.includes(value.id))) {
      report(file, at, `表“${form.id}”没有列出 ${value.id}`, `form "${form.id}" does not list ${value.id}`)
    }
  }
}

function formReferences(sources: Sources, space: NameSpace, report: Report): void {
  for (const { value, file, path } of sources.forms) {
    value.sections.forEach((section, index) => {
      section.elements.forEach((id, position) => {
        const at = [...path, 'sections', index, 'elements', position]
        if (!space.element(id)) report(file, at, `没有数据项“${id}”`, `there is no element "${id}"`)
      })
      section.registers.forEach((id, position) => {
        const at = [...path, 'sections', index, 'registers', position]
        if (!space.register(id)) report(file, at, `没有台账“${id}”`, `there is no register "${id}"`)
      })
    })
  }
}

/** Who is wanted is shared out whole among programmes of the catalogues. */
function occupationReferences(sources: Sources, space: NameSpace, report: Report): void {
  const has = (list: string, code: string) =>
    space.codeLists.get(list)?.codes.some((entry) => entry.code === code)
  for (const { value, file, path } of sources.occupations) {
    if (!has('industries', value.industry))
      report(
        file,
        [...path, 'industry'],
        `没有行业“${value.industry}”`,
        `there is no industry "${value.industry}"`,
      )
    value.programmes.forEach(({ programme }, index) => {
      if (has('programmes', programme)) return
      const at = [...path, 'programmes', index, 'programme']
      report(file, at, `没有专业“${programme}”`, `there is no programme "${programme}"`)
    })
    const sum = value.programmes.reduce((total, { share }) => total.plus(share), ZERO)
    if (!sum.eq(1)) {
      report(
        file,
        [...path, 'programmes'],
        `份额合计 ${sum.toFixed()}，应为 1`,
        `the shares add up to ${sum.toFixed()}, not to 1`,
      )
    }
  }
}

function ruleReferences(sources: Sources, space: NameSpace, report: Report): void {
  const actions = new Set(space.codeLists.get('programme_actions')?.codes.map((entry) => entry.code))
  for (const { value, file, path } of sources.programme_rules) {
    if (value.purpose === 'adjustment' && !actions.has(value.action ?? '')) {
      report(
        file,
        [...path, 'action'],
        `调整规则应写 action：${[...actions].join('、')}`,
        `an adjustment rule names an action: ${[...actions].join(', ')}`,
      )
    }
    if (value.purpose === 'filing' && value.severity === undefined) {
      report(file, path, '备案规则应写 severity', 'a filing rule states its severity')
    }
  }
}

function codeList(id: string | undefined, space: NameSpace, file: string, path: Path, report: Report): void {
  if (id !== undefined && !space.codeLists.has(id))
    report(file, path, `没有代码表“${id}”`, `there is no code list "${id}"`)
}

function unit(text: string, space: NameSpace, file: string, path: Path, report: Report): void {
  if (!space.units.parse(text)) report(file, path, `没有单位“${text}”`, `there is no unit "${text}"`)
}

/** No indicator may rest on itself through others; `previous` counts too, so that no chain runs back without end. */
export function cycles(
  sources: Sources,
  elements: readonly DataElement[],
  indicators: readonly Indicator[],
): CatalogProblem[] {
  const problems: CatalogProblem[] = []
  const inputs = new Map(indicators.map((indicator) => [indicator.id, inputsOf(indicator.formula).names]))
  const finished = new Set(elements.map((element) => element.id))
  const visit = (id: string, chain: readonly string[]): void => {
    if (finished.has(id)) return
    if (chain.includes(id)) {
      const placed = sources.indicators.find((candidate) => candidate.value.id === id)
      const ring = [...chain.slice(chain.indexOf(id)), id].join(' → ')
      const detail = { zh: `公式循环：${ring}`, en: `the formulas form a cycle: ${ring}` }
      if (placed) problems.push({ file: placed.file, path: [...placed.path, 'formula'], detail })
    } else for (const input of inputs.get(id) ?? []) visit(input, [...chain, id])
    finished.add(id)
  }
  for (const id of inputs.keys()) visit(id, [])
  return problems
}
