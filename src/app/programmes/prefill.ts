import { codeName } from '../../catalog/index.ts'
import { categoryOf } from '../../evaluation/index.ts'
import type { Row } from '../../formula/index.ts'
import type { OrgUnitInYear, ReportingYear } from '../../kernel/index.ts'
import { acceptedHashes, readRows, type Tx } from '../../store/index.ts'
import type { AppContext } from '../context.ts'
import { yearsOf } from '../find.ts'
import type { Parts } from './parts.ts'

/**
 * What the school has reported already and need not write again: teachers, practice rooms and agreements of the
 * programme and of its category, from the registers of the latest accepted year. Each row says where it comes from.
 */
export async function prefilledParts(
  app: AppContext,
  tx: Tx,
  school: OrgUnitInYear,
  programme: string,
  year: ReportingYear,
): Promise<{ from: ReportingYear | undefined; parts: Parts }> {
  const from = (await yearsOf(app, school.id)).filter((own) => own <= year).at(-1)
  if (from === undefined || !(await acceptedHashes(tx, [school.id], from)).has(school.id))
    return { from: undefined, parts: {} }
  const category = categoryOf({ catalog: app.catalog }, programme)
  const fits = ({ data }: { readonly data: Row }) =>
    typeof data.programme === 'string' && categoryOf({ catalog: app.catalog }, data.programme) === category
  const rows = async (register: string) =>
    (await readRows(tx, school.id, from, register)).filter(fits).map(({ rowNo, data }) => ({
      data,
      origin: { register, year: from, row: String(rowNo) },
    }))
  const text = (row: Row, field: string) =>
    row[field] === null || row[field] === undefined ? '' : String(row[field])
  const code = (row: Row, field: string, list: string) =>
    text(row, field) === '' ? '' : codeName(app.catalog, list, text(row, field)).zh
  const staff = (await rows('staff')).filter(({ data }) => data.role === 'full_time_teacher')
  const external = await rows('external_teachers')
  return {
    from,
    parts: {
      teachers: {
        rows: [
          ...staff.map(({ data, origin }) => ({
            name: text(data, 'name'),
            title: code(data, 'title', 'titles'),
            degree: code(data, 'degree', 'degrees'),
            dualQualified: data.dual_qualified === true,
            isExternal: false,
            courses: code(data, 'programme', 'programmes'),
            origin,
          })),
          ...external.map(({ data, origin }) => ({
            name: text(data, 'name'),
            title: text(data, 'employer'),
            degree: '',
            dualQualified: false,
            isExternal: true,
            courses: code(data, 'programme', 'programmes'),
            origin,
          })),
        ].slice(0, MOST),
      },
      practice: {
        equipmentValue: '',
        rows: (await rows('training_bases'))
          .map(({ data, origin }) => ({
            title: text(data, 'title'),
            kind: code(data, 'kind', 'base_kinds'),
            stations: Number(data.stations ?? 0),
            enterprise: text(data, 'enterprise'),
            origin,
          }))
          .slice(0, MOST),
      },
      agreements: {
        rows: (await rows('agreements'))
          .map(({ data, origin }) => ({
            enterprise: text(data, 'enterprise'),
            kind: code(data, 'kind', 'agreement_kinds'),
            signedOn: text(data, 'signed_on'),
            origin,
          }))
          .slice(0, MOST),
      },
    },
  }
}

/** More rows than this help nobody; the school takes out what does not belong. */
const MOST = 60
