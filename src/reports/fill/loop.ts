import type { Register } from '../../catalog/index.ts'
import { catalogNames } from '../../catalog/index.ts'
import { describeCondition, evaluateCondition } from '../../formula/index.ts'
import type { Bilingual } from '../../kernel/index.ts'
import { OWN_CODE, type Rows } from '../template/template.ts'
import { groupedBy, type KeptRow, rowsBelow, rowsWhere, schoolsOf, sortedBy } from './rows.ts'
import type { LoopRows, ReportRun, Setting } from './run.ts'

type RegisterRows = Extract<Rows, { over: 'register' }>

/** The settings of a loop's turns, one after the other. */
export function loopOver(run: ReportRun, rows: Rows, setting: Setting): Setting[] {
  return rows.over === 'schools' ? overSchools(run, rows, setting) : overRegister(run, rows, setting)
}

function overSchools(run: ReportRun, rows: Extract<Rows, { over: 'schools' }>, setting: Setting): Setting[] {
  return schoolsOf(run.world, setting.unitId, run.year)
    .filter(
      (school) =>
        rows.where === undefined || evaluateCondition(rows.where, run.context(school.id, run.year)) === true,
    )
    .map((school, index) => ({
      unitId: school.id,
      rows: undefined,
      index: index + 1,
      inTable: setting.inTable,
    }))
}

function overRegister(run: ReportRun, rows: RegisterRows, setting: Setting): Setting[] {
  const register = run.catalog.registers.inForce(rows.register, run.year)
  if (!register) return []
  const groups = groupsOf(run, rows, register, setting)
  return groups.flatMap((group, index) => {
    const [first, ...rest] = group
    if (!first) return []
    const loop: LoopRows = { register, rows: [first, ...rest], words: wordsFor(run, rows, register, first) }
    // Values named inside speak of the place outside: a register row has none of its own.
    return [{ unitId: setting.unitId, rows: loop, index: index + 1, inTable: setting.inTable }]
  })
}

function groupsOf(
  run: ReportRun,
  rows: RegisterRows,
  register: Register,
  setting: Setting,
): readonly (readonly KeptRow[])[] {
  const place = run.place(rows.placement, setting)
  const all = place ? rowsBelow(run.world, place.id, run.year, register).rows : []
  let chosen = rowsWhere(all, rows.where)
  const { match } = rows
  if (match) {
    const own = run.world.tree(run.year).unit(setting.unitId)?.code
    const value = match.outer === OWN_CODE ? own : setting.rows?.rows[0].row[match.outer]
    chosen = chosen.filter(({ row }) => value !== undefined && row[match.inner] === value)
  }
  if (rows.sort !== undefined) {
    chosen = sortedBy(chosen, rows.sort, rows.descending, codeOrder(run, register, rows.sort))
  }
  const groups = rows.group === undefined ? chosen.map((kept) => [kept]) : groupedBy(chosen, rows.group)
  return rows.limit === undefined ? groups : groups.slice(0, rows.limit)
}

/** Codes stand in the order of their list, which experts chose; other fields have none of their own. */
function codeOrder(run: ReportRun, register: Register, id: string): ReadonlyMap<string, number> | undefined {
  const field = register.fields.find((candidate) => candidate.id === id)
  const list = field?.codelist === undefined ? undefined : run.catalog.codeLists.get(field.codelist)
  return list && new Map(list.codes.map(({ code }, index) => [code, index]))
}

/** Which rows these are: 集团成员（集团 = 清远市职业教育集团，成员类别 = 医院）. */
function wordsFor(run: ReportRun, rows: RegisterRows, register: Register, first: KeptRow): Bilingual {
  const said = (language: 'zh' | 'en') => {
    const names = catalogNames(run.catalog, language)
    const equals = [rows.match?.inner, rows.group].flatMap((field) => {
      if (field === undefined) return []
      const code = String(first.row[field] ?? '')
      return [`${names.field(register.id, field)} = ${names.code(register.id, field, code)}`]
    })
    const where = rows.where ? [describeCondition(rows.where, register.id, names, language)] : []
    const conditions = [...where, ...equals].join(language === 'zh' ? '，' : ', ')
    return conditions === ''
      ? register.name[language]
      : language === 'zh'
        ? `${register.name.zh}（${conditions}）`
        : `${register.name.en} (${conditions})`
  }
  return { zh: said('zh'), en: said('en') }
}
