import { type Catalog, codeName, type Field, messageText, type Register } from '../catalog/index.ts'
import { compileCondition, type Row, type RowCell, walk } from '../formula/index.ts'
import {
  type Bilingual,
  type Finding,
  fill,
  isCalendarDay,
  type Language,
  type Params,
  parseDecimal,
  type ReportingYear,
} from '../kernel/index.ts'
import { isValidIdNumber, isValidPhone } from './personal-numbers.ts'

/** Looks at one row after another; made once per register, run over millions. */
export interface RowChecker {
  check(row: Row, rowId: string): Finding[]
}

/** The checks of a register: what each field must be (format and code list), then the register's own rules. */
export function rowChecker(
  catalog: Catalog,
  register: Register,
  place: { orgUnit: string; year: ReportingYear },
): RowChecker {
  const { fields, rules } = compiled(catalog, register)
  return {
    check: (row, rowId) => {
      const findings: Finding[] = []
      const add = (
        code: string,
        severity: Finding['severity'],
        level: Finding['level'],
        message: Bilingual,
        names: readonly string[],
      ) => {
        const inputs = Object.fromEntries(names.map((name) => [name, String(row[name] ?? '')]))
        findings.push({
          code,
          severity,
          level,
          at: { ...place, register: register.id, row: rowId, fields: names },
          message,
          inputs,
        })
      }
      for (const { field, fault } of fields) {
        const found = fault(row[field.id] ?? null)
        if (found)
          add(
            found.code,
            'error',
            found.code === 'FMT-001' || found.code === 'FMT-005' ? 1 : 0,
            found.message,
            [field.id],
          )
      }
      // A row of the wrong shape would only repeat its trouble in every rule.
      if (findings.length > 0) return findings
      for (const { check, asked, holds, names } of rules) {
        if (asked && asked(row) !== true) continue
        if (holds(row) !== false) continue
        const params = (language: Language) =>
          Object.fromEntries(
            names.map((name) => [name, shown(catalog, register, name, row[name] ?? null, language)]),
          )
        add(
          check.code,
          check.severity,
          check.level,
          { zh: fill(check.message.zh, params('zh')), en: fill(check.message.en, params('en')) },
          check.fields,
        )
      }
      return findings
    },
  }
}

/** What is the same for every unit that keeps the register: a run over hundreds of schools prepares it once. */
function compiled(catalog: Catalog, register: Register): Compiled {
  const ofCatalog = compiledOf.get(catalog) ?? new WeakMap<Register, Compiled>()
  compiledOf.set(catalog, ofCatalog)
  const known = ofCatalog.get(register)
  if (known) return known
  const fresh = {
    fields: register.fields.map((field) => ({ field, fault: fieldFault(catalog, field) })),
    rules: register.checks.map((check) => ({
      check,
      asked: check.when && compileCondition(check.when),
      holds: compileCondition(check.expect),
      names: namedFields(check),
    })),
  }
  ofCatalog.set(register, fresh)
  return fresh
}

interface Compiled {
  readonly fields: readonly { readonly field: Field; readonly fault: ReturnType<typeof fieldFault> }[]
  readonly rules: readonly {
    readonly check: Register['checks'][number]
    readonly asked: ReturnType<typeof compileCondition> | undefined
    readonly holds: ReturnType<typeof compileCondition>
    readonly names: readonly string[]
  }[]
}

const compiledOf = new WeakMap<Catalog, WeakMap<Register, Compiled>>()

interface FieldFault {
  readonly code: string
  readonly message: Bilingual
}

/** Codes FMT-001 … FMT-008 are the same for every register: the declaration of the field is the rule. */
function fieldFault(catalog: Catalog, field: Field): (cell: RowCell) => FieldFault | undefined {
  const codes =
    field.codelist === undefined
      ? undefined
      : new Set(catalog.codeLists.get(field.codelist)?.codes.map((entry) => entry.code))
  const fault = (code: string, params: Params = {}): FieldFault => {
    const words = (language: Language) =>
      messageText(catalog, language, code, { ...params, field: field.name[language] })
    return { code, message: { zh: words('zh'), en: words('en') } }
  }
  const { min, max } = field
  const range = min && max ? `${min}–${max}` : min ? `≥ ${min}` : max ? `≤ ${max}` : ''
  const least = min === undefined ? Number.NEGATIVE_INFINITY : Number(min)
  const most = max === undefined ? Number.POSITIVE_INFINITY : Number(max)
  return (cell) => {
    if (cell === null || cell === '') return field.required ? fault('FMT-001') : undefined
    const text = String(cell)
    switch (field.type) {
      case 'code':
        return codes && !codes.has(text) ? fault('FMT-002', { value: text }) : undefined
      case 'integer':
      case 'decimal': {
        // A whole number that is one already needs no reading: most cells of most rows.
        if (Number.isSafeInteger(cell) && Number(cell) >= least && Number(cell) <= most) return undefined
        const value = parseDecimal(text)
        if (!value) return fault('FMT-003', { value: text })
        if (field.type === 'integer' && !value.isInteger()) return fault('FMT-004', { value: text })
        return (min && value.lt(min)) || (max && value.gt(max))
          ? fault('FMT-005', { value: text, range })
          : undefined
      }
      case 'date':
        return isCalendarDay(text) ? undefined : fault('FMT-006', { value: text })
      case 'id_number':
        return isValidIdNumber(text) ? undefined : fault('FMT-007')
      case 'phone':
        return isValidPhone(text) ? undefined : fault('FMT-007')
      default:
        return field.max_length !== undefined &&
          text.length > field.max_length &&
          [...text].length > field.max_length
          ? fault('FMT-008', { length: field.max_length })
          : undefined
    }
  }
}

/** Fields that the rule reads or that its message shows. */
function namedFields(check: Register['checks'][number]): string[] {
  const inMessage = `${check.message.zh}${check.message.en}`.matchAll(/\{([a-z][a-z0-9_]*)\}/g)
  const names = new Set<string>([...check.fields, ...[...inMessage].map(([, name = '']) => name)])
  for (const expr of [check.expect, check.when]) {
    if (expr) walk(expr, (node) => void (node.kind === 'field' && names.add(node.name)))
  }
  return [...names]
}

function shown(
  catalog: Catalog,
  register: Register,
  name: string,
  cell: RowCell,
  language: Language,
): string {
  const field = register.fields.find((candidate) => candidate.id === name)
  const zh = language === 'zh'
  if (cell === null || cell === '') return zh ? '（空）' : '(blank)'
  if (typeof cell === 'boolean') return zh ? (cell ? '是' : '否') : cell ? 'yes' : 'no'
  if (field?.personal === 'sensitive') return '***'
  return field?.codelist ? codeName(catalog, field.codelist, String(cell))[language] : String(cell)
}
