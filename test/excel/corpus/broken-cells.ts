import { cellName } from '../../../src/excel/read/sheet.ts'
import { pick } from '../seeded.ts'
import { formSheet } from './base.ts'
import { type LightCell, PERCENT } from './light-workbook.ts'
import {
  cellMutator,
  draft,
  isCode,
  isDate,
  isFlag,
  isId,
  isNumber,
  isText,
  isWhole,
  type Mutator,
  ROWS,
  whole,
  workbook,
} from './specimen.ts'

/** Good tables with one cell at fault. */
export const brokenCells: Readonly<Record<string, Mutator>> = {
  数字格里写文字: cellMutator(isNumber, ['IMP-031'], (next) => ({
    text: pick(next, ['约 20', '二十', '20 多', '无', '—', '/', '12-15', '见附件', '1.2.3', '12,34', '3e5']),
  })),
  整数格里写小数: cellMutator(isWhole, ['IMP-035'], (next) => ({ number: String(whole(next, 90) + 0.5) })),
  数量写成百分比: cellMutator(
    (field) => isNumber(field) && field.unit !== 'percent',
    ['IMP-032'],
    (next) => (next() < 0.5 ? { number: '0.35', style: PERCENT } : { text: '35%' }),
  ),
  数字格成了日期: cellMutator(isNumber, ['IMP-037'], () => ({ number: '43009', style: 2 })),
  代码表外的值: cellMutator(isCode, ['IMP-040'], (next) => ({
    text: pick(next, ['不知道', '其它类型', '999999999', '男女', '#', '待定']),
  })),
  是否格写别的: cellMutator(isFlag, ['IMP-039'], (next) => ({
    text: pick(next, ['大概', '部分', '2', '是否', '未知']),
  })),
  不完整的日期: cellMutator(isDate, ['IMP-038'], (next) =>
    pick<LightCell>(next, [
      { text: '2017年9月' },
      { text: '2017-04-31' },
      { number: '2017' },
      { text: '1/9/17' },
      { text: '去年' },
      { number: '201709' },
    ]),
  ),
  公式出错: cellMutator(
    () => true,
    ['IMP-033'],
    (next) => ({ error: pick(next, ['#REF!', '#N/A', '#DIV/0!', '#VALUE!', '#NAME?']) }),
  ),
  公式没算过: cellMutator(
    () => true,
    ['IMP-034'],
    () => ({ formula: 'A1+1' }),
  ),
  长号码丢了末位: cellMutator(isId, ['IMP-036'], (next) => ({ number: `4.41802${whole(next, 1e9)}E+17` })),
  控制字符: cellMutator(isText, ['IMP-048'], (next) => ({
    raw: `<c r="{name}" t="inlineStr"><is><t>甲_x000${1 + whole(next, 8)}_乙</t></is></c>`,
  })),
  身份证校验码错: cellMutator(isId, ['FMT-007'], (next) => ({
    text: pick(next, [
      '999999200203011230',
      '99999920020230123X',
      '4418022002',
      'ABCDEF200203011234',
      '99999920020301123',
    ]),
  })),
  超出范围: cellMutator(
    (field) => isNumber(field) && field.max !== undefined,
    ['FMT-005'],
    (next, field) => ({ number: field.max?.plus(1 + whole(next, 900)).toFixed() ?? '' }),
  ),
  必填未填: cellMutator(
    (field) => field.required === true,
    ['FMT-001'],
    () => undefined,
  ),
  文字超长: cellMutator(
    (field) => isText(field) && field.max_length !== undefined,
    ['FMT-008'],
    (next, field) => ({ text: '长'.repeat((field.max_length ?? 0) + 1 + whole(next, 20)) }),
  ),
  主键重复: (next, seed) => {
    const { sheet, register } = draft(next, seed)
    const [from, to] = [1, 2 + whole(next, ROWS - 1)]
    for (const id of register.key) {
      const column = register.fields.findIndex((field) => field.id === id)
      const line = sheet.rows[to]
      if (line) line[column] = sheet.rows[from]?.[column]
    }
    const column = register.fields.findIndex((field) => field.id === register.key[0])
    return workbook(
      sheet,
      { outcome: 'told', codes: ['IMP-042'], sheet: sheet.name, cell: cellName(column, to + 1) },
      register,
    )
  },
  主键空着: (next, seed) => {
    const { sheet, register, row } = draft(next, seed)
    const column = register.fields.findIndex((field) => field.id === register.key[0])
    const line = sheet.rows[row]
    if (line) line[column] = undefined
    return workbook(
      sheet,
      { outcome: 'told', codes: ['IMP-041'], sheet: sheet.name, cell: cellName(column, row + 1) },
      register,
    )
  },
  数据区合并单元格: (next, seed) => {
    const { sheet, register, column, row } = draft(next, seed)
    const [top, bottom] = [Math.max(2, row), Math.max(2, row) + 1]
    const below = sheet.rows[bottom - 1]
    if (below) below[column] = undefined
    const merged = { ...sheet, merges: [`${cellName(column, top)}:${cellName(column, bottom)}`] }
    return workbook(
      merged,
      { outcome: 'told', codes: ['IMP-024'], sheet: sheet.name, cell: cellName(column, top) },
      register,
    )
  },
  报表里数据项写错: (next) => {
    const sheet = formSheet()
    const row = sheet.rows[1 + whole(next, 5)]
    if (row) row[0] = { text: pick(next, ['占地面积某', '不存在的项目', '藏书总某', '某某社团数']) }
    return workbook(sheet, { outcome: 'told', codes: ['IMP-044', 'IMP-047'], sheet: sheet.name })
  },
  报表里又填数又填原因: (next) => {
    const sheet = formSheet()
    const at = 1 + whole(next, 5)
    const row = sheet.rows[at]
    if (row) row[2] = { text: '尚未统计出来' }
    return workbook(sheet, {
      outcome: 'told',
      codes: ['IMP-046'],
      sheet: sheet.name,
      cell: cellName(2, at + 1),
    })
  },
  报表里数字写坏: (next) => {
    const sheet = formSheet()
    const at = 1 + whole(next, 5)
    const row = sheet.rows[at]
    if (row)
      row[1] = pick<LightCell>(next, [
        { text: '三万五' },
        { text: '35000左右' },
        { error: '#REF!' },
        { number: '0.5', style: PERCENT },
        { text: '12,34' },
      ])
    return workbook(sheet, {
      outcome: 'told',
      codes: ['IMP-031', 'IMP-032', 'IMP-033'],
      sheet: sheet.name,
      cell: cellName(1, at + 1),
    })
  },
}
