import { unzipSync } from 'fflate'
import type { Field, Register } from '../../../src/catalog/index.ts'
import { cellName } from '../../../src/excel/read/sheet.ts'
import type { Row } from '../../../src/formula/index.ts'
import { pick } from '../seeded.ts'
import { formSheet, goodRows, labels, registerOf, registerSheet, shownCell, templateBytes } from './base.ts'
import { type LightCell, type LightSheet, lightParts, PERCENT, zipped } from './light-workbook.ts'

/** A file that is broken in one way, and what must come of it. */
export interface Specimen {
  readonly name: string
  readonly bytes: Uint8Array
  readonly register?: string
  readonly expected: Expected
}

export type Expected =
  /** The whole file is refused with one of these codes. */
  | { readonly outcome: 'refused'; readonly codes: readonly string[] }
  /** A fault or finding with one of these codes stands at this cell. */
  | {
      readonly outcome: 'told'
      readonly codes: readonly string[]
      readonly sheet: string
      readonly cell?: string
    }
  /** Nothing is wrong: exactly these rows are read. */
  | { readonly outcome: 'read'; readonly register: string; readonly rows: readonly Row[] }
  /** Bytes changed at random: refused, told of, or read as it was; never read as something else. */
  | { readonly outcome: 'safe'; readonly register: string; readonly rows: readonly Row[] }

export type Mutator = (next: () => number, seed: number) => Promise<Specimen> | Specimen

const ROWS = 8
const REGISTERS = [
  'students',
  'staff',
  'external_teachers',
  'graduates',
  'placements',
  'programmes',
  'courses',
] as const

const whole = (next: () => number, most: number) => Math.floor(next() * most)

/** A register with good rows, as a light sheet that can still be changed. */
function draft(next: () => number, seed: number, wants: (field: Field) => boolean = () => true) {
  const fitting = REGISTERS.map(registerOf).filter((register) =>
    register.fields.some((field) => !register.key.includes(field.id) && wants(field)),
  )
  const register = pick(next, fitting)
  const rows = goodRows(register, ROWS, seed)
  const sheet = registerSheet(register, rows)
  const fields = register.fields.filter((field) => !register.key.includes(field.id) && wants(field))
  const field = pick(next, fields)
  const column = register.fields.indexOf(field)
  const row = 1 + whole(next, ROWS)
  return { register, rows, sheet, field, column, row, cell: cellName(column, row + 1) }
}

function workbook(sheet: LightSheet, expected: Expected, register?: Register): Specimen {
  return {
    name: 'corpus.xlsx',
    bytes: zipped(lightParts([sheet])),
    expected,
    ...(register ? { register: register.id } : {}),
  }
}

/** Puts something into one cell of a good register and says what must be told of it there. */
function cellMutator(
  wants: (field: Field) => boolean,
  codes: readonly string[],
  bad: (next: () => number, field: Field) => LightCell,
): Mutator {
  return (next, seed) => {
    const { register, sheet, field, column, row, cell } = draft(next, seed, wants)
    const line = sheet.rows[row]
    if (line) line[column] = bad(next, field)
    return workbook(sheet, { outcome: 'told', codes, sheet: sheet.name, cell }, register)
  }
}

/** Changes how a good file is written without changing what it says. */
function harmless(
  change: (sheet: LightSheet, next: () => number, register: Register) => LightSheet,
  wants?: (field: Field) => boolean,
): Mutator {
  return (next, seed) => {
    const { register, rows, sheet } = draft(next, seed, wants)
    return workbook(change(sheet, next, register), { outcome: 'read', register: register.id, rows }, register)
  }
}

const isNumber = (field: Field) => field.type === 'integer' || field.type === 'decimal'
const isWhole = (field: Field) => field.type === 'integer'
const isCode = (field: Field) => field.type === 'code'
const isDate = (field: Field) => field.type === 'date'
const isFlag = (field: Field) => field.type === 'flag'
const isText = (field: Field) => field.type === 'text'
const isId = (field: Field) => field.type === 'id_number'

const templates: { bytes?: Promise<Uint8Array> } = {}
async function templateParts(): Promise<Record<string, Uint8Array>> {
  templates.bytes ??= templateBytes()
  return unzipSync(await templates.bytes)
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

/** Changes the text of one part of our own workbook. */
async function inTemplate(
  part: RegExp,
  change: (xml: string) => string,
  codes: readonly string[],
): Promise<Specimen> {
  const parts: Record<string, Uint8Array | string> = await templateParts()
  for (const name of Object.keys(parts)) {
    if (part.test(name)) parts[name] = change(text(parts[name] as Uint8Array))
  }
  return { name: 'corpus.xlsx', bytes: zipped(parts), expected: { outcome: 'refused', codes } }
}

/** The container of a good file of which bytes can be changed. */
function goodFile(next: () => number, seed: number) {
  const { register, rows, sheet } = draft(next, seed)
  return { register, rows, parts: lightParts([sheet]), bytes: zipped(lightParts([sheet])) }
}

function csv(sheet: LightSheet, delimiter = ','): string {
  return sheet.rows
    .map((row) =>
      row
        .map((cell) => {
          const content =
            cell === undefined ? '' : 'text' in cell ? cell.text : 'number' in cell ? cell.number : ''
          return new RegExp(`["\\n${delimiter}]`).test(content)
            ? `"${content.replaceAll('"', '""')}"`
            : content
        })
        .join(delimiter),
    )
    .join('\r\n')
}

function csvSpecimen(bytes: Uint8Array, expected: Expected, register: Register): Specimen {
  return { name: 'corpus.csv', bytes, expected, register: register.id }
}

const utf8 = (content: string) => new TextEncoder().encode(content)

/** Every kind of broken file, by a name that people would give it. */
export const mutators: Readonly<Record<string, Mutator>> = {
  // The container.
  截断的文件: (next, seed) => {
    const { bytes } = goodFile(next, seed)
    const kept = bytes.subarray(0, 30 + whole(next, bytes.length - 60))
    return { name: 'corpus.xlsx', bytes: kept, expected: { outcome: 'refused', codes: ['IMP-002'] } }
  },
  传输中改了字节: (next, seed) => {
    const { bytes, register, rows } = goodFile(next, seed)
    const changed = bytes.slice()
    for (let count = 1 + whole(next, 5); count > 0; count -= 1) {
      const at = 30 + whole(next, bytes.length - 30)
      changed[at] = (changed[at] ?? 0) ^ (1 + whole(next, 255))
    }
    return {
      name: 'corpus.xlsx',
      bytes: changed,
      register: register.id,
      expected: { outcome: 'safe', register: register.id, rows },
    }
  },
  缺少部件: (next, seed) => {
    const { parts } = goodFile(next, seed)
    const gone = pick(next, [
      'xl/workbook.xml',
      'xl/worksheets/sheet1.xml',
      '[Content_Types].xml',
      'xl/_rels/workbook.xml.rels',
    ])
    delete parts[gone]
    return {
      name: 'corpus.xlsx',
      bytes: zipped(parts),
      expected: { outcome: 'refused', codes: ['IMP-002', 'IMP-020'] },
    }
  },
  带宏: (next, seed) => {
    const { parts } = goodFile(next, seed)
    return {
      name: 'corpus.xlsm',
      bytes: zipped({ ...parts, 'xl/vbaProject.bin': 'x'.repeat(1 + whole(next, 500)) }),
      expected: { outcome: 'refused', codes: ['IMP-003'] },
    }
  },
  有打开密码: (next) => ({
    name: 'corpus.xlsx',
    bytes: new Uint8Array([
      0xd0,
      0xcf,
      0x11,
      0xe0,
      0xa1,
      0xb1,
      0x1a,
      0xe1,
      ...Buffer.alloc(whole(next, 900)),
      ...Buffer.from('EncryptedPackage', 'utf16le'),
    ]),
    expected: { outcome: 'refused', codes: ['IMP-004'] },
  }),
  压缩炸弹: (next, seed) => {
    const { parts } = goodFile(next, seed)
    const rows = '<row></row>'.repeat(400_000 + whole(next, 200_000))
    return {
      name: 'corpus.xlsx',
      bytes: zipped({
        ...parts,
        'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
      }),
      expected: { outcome: 'refused', codes: ['IMP-005'] },
    }
  },
  实体炸弹: (next, seed) => {
    const { parts } = goodFile(next, seed)
    const part = pick(next, ['xl/workbook.xml', 'xl/styles.xml', 'xl/worksheets/sheet1.xml'])
    const entities = Array.from(
      { length: 9 },
      (_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`,
    ).join('')
    const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e0 "lol">${entities}]>`
    return {
      name: 'corpus.xlsx',
      bytes: zipped({
        ...parts,
        [part]:
          bomb +
          (parts[part] ?? '').replace(
            '</sheetData>',
            '<row r="99"><c r="A99" t="inlineStr"><is><t>&e9;</t></is></c></row></sheetData>',
          ),
      }),
      expected: { outcome: 'refused', codes: ['IMP-006'] },
    }
  },
  XML写坏: (next, seed) => {
    const { parts } = goodFile(next, seed)
    const part = pick(next, ['xl/workbook.xml', 'xl/worksheets/sheet1.xml', 'xl/styles.xml'])
    const xml = parts[part] ?? ''
    const closing = xml.lastIndexOf('</')
    const broken = pick(next, [
      xml.slice(0, closing),
      xml.replace('</', '<//'),
      `${xml}<x>`,
      xml.slice(0, Math.floor(xml.length / 2)),
    ])
    return {
      name: 'corpus.xlsx',
      bytes: zipped({ ...parts, [part]: broken }),
      expected: { outcome: 'refused', codes: ['IMP-002'] },
    }
  },
  同一格写两次: (next, seed) => {
    const { sheet, register, column, row } = draft(next, seed)
    const line = sheet.rows[row]
    if (line) line[column] = { raw: '<c r="{name}"><v>1</v></c><c r="{name}"><v>2</v></c>' }
    return workbook(sheet, { outcome: 'refused', codes: ['IMP-002'] }, register)
  },
  名不副实的文件: (next) => {
    const content = pick(next, ['%PDF-1.7 ', '<html><body><table>', '<?xml version="1.0"?><Workbook>'])
    return {
      name: pick(next, ['a.xls', 'a.xlsx', 'a.csv']),
      bytes: utf8(content + 'x'.repeat(whole(next, 400))),
      expected: { outcome: 'refused', codes: ['IMP-009'] },
    }
  },
  列太多: (next, seed) => {
    const { sheet, register, row } = draft(next, seed)
    const line = sheet.rows[row]
    if (line) line[400 + whole(next, 15_000)] = { number: '1' }
    return workbook(sheet, { outcome: 'refused', codes: ['IMP-008'] }, register)
  },
  单元格太长: (next, seed) => {
    const { sheet, register, row, column } = draft(next, seed)
    const line = sheet.rows[row]
    if (line) line[column] = { text: '长'.repeat(33_000 + whole(next, 50_000)) }
    return workbook(sheet, { outcome: 'refused', codes: ['IMP-010', 'IMP-005'] }, register)
  },

  // Our own workbook, not as it should be.
  别校的采集表: (next) =>
    inTemplate(
      /sheet\d+\.xml$|sharedStrings\.xml$/,
      (xml) =>
        xml
          .replaceAll('&quot;corpus&quot;', `&quot;other-${whole(next, 99)}&quot;`)
          .replaceAll('"corpus"', `"other-${whole(next, 99)}"`),
      ['IMP-015'],
    ),
  别年的采集表: (next) =>
    inTemplate(
      /sharedStrings\.xml$/,
      (xml) => xml.replace(/(<t[^>]*>)2017(<\/t>)(?=[\s\S]*generatedAt)/, `$1${2010 + whole(next, 6)}$2`),
      ['IMP-016'],
    ),
  旧版采集表: (next) =>
    inTemplate(
      /sharedStrings\.xml$/,
      (xml) => xml.replace(/(version<\/t><\/si><si><t[^>]*>)1</, `$1${2 + whole(next, 90)}<`),
      ['IMP-017'],
    ),
  隐藏信息被改: (next) =>
    inTemplate(
      /sharedStrings\.xml$/,
      (xml) => xml.replace('generatedAt', pick(next, ['生成时间', 'x', 'generated'])),
      ['IMP-019'],
    ),
  删了一张表: async (next) => {
    const parts: Record<string, Uint8Array | string> = await templateParts()
    const names = text(parts['xl/workbook.xml'] as Uint8Array).match(/<sheet [^>]*>/g) ?? []
    const gone = pick(
      next,
      names.filter((sheet) => /教职工台账|校外教师台账|教职工情况表/.test(sheet)),
    )
    parts['xl/workbook.xml'] = text(parts['xl/workbook.xml'] as Uint8Array).replace(gone, '')
    return { name: 'corpus.xlsx', bytes: zipped(parts), expected: { outcome: 'refused', codes: ['IMP-018'] } }
  },

  // Heads.
  表头写错字: (next, seed) => {
    const { sheet, register, field, column } = draft(
      next,
      seed,
      (candidate) => [...candidate.name.zh].length >= 4,
    )
    const head = sheet.rows[0]
    const name = [...field.name.zh.replace(/[（(].*$/, '')]
    if (head) head[column] = { text: name.with(whole(next, name.length), '某').join('') }
    return workbook(sheet, { outcome: 'refused', codes: ['IMP-023'] }, register)
  },
  表头重复: (next, seed) => {
    const { sheet, register, column } = draft(next, seed)
    const head = sheet.rows[0]
    const other = (column + 1 + whole(next, register.fields.length - 1)) % register.fields.length
    if (head) head[column] = head[other]
    return workbook(sheet, { outcome: 'refused', codes: ['IMP-025'] }, register)
  },
  缺少主键列: (next, seed) => {
    const { sheet, register } = draft(next, seed)
    const at = register.fields.findIndex((field) => field.id === register.key[0])
    for (const row of sheet.rows) row.splice(at, 1)
    return workbook(sheet, { outcome: 'refused', codes: ['IMP-026', 'IMP-023', 'IMP-020'] }, register)
  },
  同一台账两张表: (next, seed) => {
    const { sheet, register } = draft(next, seed)
    return {
      name: 'corpus.xlsx',
      bytes: zipped(lightParts([sheet, { ...sheet, name: `${sheet.name}2` }])),
      register: register.id,
      expected: { outcome: 'refused', codes: ['IMP-021'] },
    }
  },
  两列内容对调: (next, seed) => {
    const { sheet, register } = draft(next, seed)
    const codes = register.fields.filter(isCode)
    const [a, b] = [
      pick(next, codes),
      pick(
        next,
        register.fields.filter((field) => isDate(field) || isNumber(field) || isFlag(field)),
      ),
    ]
    const [from, to] = [register.fields.indexOf(a), register.fields.indexOf(b)]
    for (const row of sheet.rows.slice(1)) [row[from], row[to]] = [row[to], row[from]]
    return workbook(
      sheet,
      {
        outcome: 'told',
        codes: ['IMP-031', 'IMP-038', 'IMP-039', 'IMP-040', 'IMP-037'],
        sheet: sheet.name,
        cell: cellName(from, 2),
      },
      register,
    )
  },

  // Cells.
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

  // CSV.
  CSV引号不成对: (next, seed) => {
    const { sheet, register } = draft(next, seed)
    const lines = csv(sheet).split('\r\n')
    const at = 1 + whole(next, ROWS)
    lines[at] = `"${lines[at]}`
    return csvSpecimen(utf8(lines.join('\r\n')), { outcome: 'refused', codes: ['IMP-013'] }, register)
  },
  CSV编码不明: (next, seed) => {
    const { sheet, register } = draft(next, seed)
    const bytes =
      next() < 0.5
        ? Buffer.from(csv(sheet), 'utf16le')
        : Buffer.concat([utf8(csv(sheet)), Buffer.from([0xff, 0xff, 0x00])])
    return csvSpecimen(bytes, { outcome: 'refused', codes: ['IMP-012'] }, register)
  },

  // Strange, and right all the same.
  全角数字: harmless((sheet, _, register) => {
    const rows = sheet.rows.map((row, index) =>
      row.map((cell, column): LightCell => {
        const field = register.fields[column]
        if (index === 0 || !field || !isNumber(field) || !cell || !('number' in cell)) return cell
        return {
          text: cell.number.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
        }
      }),
    )
    return { ...sheet, rows }
  }, isNumber),
  千分位: harmless((sheet, _, register) => {
    const rows = sheet.rows.map((row, index) =>
      row.map((cell, column): LightCell => {
        const field = register.fields[column]
        if (index === 0 || !field || !isNumber(field) || !cell || !('number' in cell)) return cell
        return { text: cell.number.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ',') }
      }),
    )
    return { ...sheet, rows }
  }, isNumber),
  列的次序不同: harmless((sheet, next) => {
    const order = (sheet.rows[0] ?? [])
      .map((_, index) => ({ index, rank: next() }))
      .sort((a, b) => a.rank - b.rank)
    return { ...sheet, rows: sheet.rows.map((row) => order.map(({ index }) => row[index])) }
  }),
  表头用别名: harmless((sheet, next, register) => {
    const head = register.fields.map(
      (field): LightCell => ({
        text: pick(
          next,
          [field.name.zh, field.name.en, field.id, ` ${field.name.zh} *`, ...(field.synonyms ?? [])].filter(
            (name) => isOwn(register, field, name),
          ),
        ),
      }),
    )
    return { ...sheet, rows: [head, ...sheet.rows.slice(1)] }
  }),
  两层表头: harmless((sheet) => {
    const group = (sheet.rows[0] ?? []).map(
      (cell, index): LightCell => (index % 4 === 1 ? { text: '分组' } : index % 4 === 0 ? cell : undefined),
    )
    const head = (sheet.rows[0] ?? []).map((cell, index) => (index % 4 === 0 ? undefined : cell))
    return { ...sheet, rows: [[{ text: '合成学校一览表' }], group, head, ...sheet.rows.slice(1)] }
  }),
  夹着空行和合计行: harmless((sheet) => {
    const [head = [], ...rows] = sheet.rows
    return {
      ...sheet,
      rows: [
        [],
        head,
        ...rows.flatMap((row, index) => (index % 3 === 1 ? [[], row] : [row])),
        [{ text: '合计' }, undefined, { number: '8' }],
        [{ text: '填表人：合成' }],
      ],
    }
  }),
  填代码而不是名称: harmless((sheet, _, register) => {
    const rows = sheet.rows.map((row, index) =>
      row.map((cell, column): LightCell => {
        const field = register.fields[column]
        if (index === 0 || !field || field.codelist === undefined || !cell || !('text' in cell)) return cell
        return { text: codeOf(field, cell.text) }
      }),
    )
    return { ...sheet, rows }
  }, isCode),
  GB18030的CSV: (next, seed) => {
    const { sheet, register, rows } = draft(next, seed)
    return csvSpecimen(
      gb18030(csv(dated(sheet, register, rows))),
      { outcome: 'read', register: register.id, rows },
      register,
    )
  },
  分号和制表符: (next, seed) => {
    const { sheet, register, rows } = draft(next, seed)
    const content = csv(dated(sheet, register, rows), pick(next, [';', '\t']))
    return csvSpecimen(
      utf8(next() < 0.5 ? `\uFEFF${content}` : content),
      { outcome: 'read', register: register.id, rows },
      register,
    )
  },
}

/** In CSV dates are texts. */
function dated(sheet: LightSheet, register: Register, rows: readonly Row[]): LightSheet {
  const body = rows.map((row) =>
    register.fields.map((field): LightCell => {
      const cell = row[field.id] ?? null
      return field.type === 'date' && cell !== null
        ? { text: String(cell).replaceAll('-', '/') }
        : shownCell(field, cell)
    }),
  )
  return { ...sheet, rows: [sheet.rows[0] ?? [], ...body] }
}

/** A name that several fields share names the first of them. */
function isOwn(register: Register, field: Field, name: string): boolean {
  const key = name.replace(/[\s*]/g, '').toLowerCase()
  return register.fields.every(
    (other) =>
      other === field ||
      ![other.id, other.name.zh, other.name.en, ...(other.synonyms ?? [])].some(
        (taken) => taken.replace(/[\s*]/g, '').toLowerCase() === key,
      ),
  )
}

function codeOf(field: Field, label: string): string {
  for (const [code, shown] of labels.of(field.codelist ?? '').entries()) if (shown === label) return code
  return label
}

const gbTable: { bytes?: Map<string, number[]> } = {}

/** Node reads GB18030 and does not write it: the two-byte part is turned round once. */
function gb18030(content: string): Uint8Array {
  if (!gbTable.bytes) {
    const table = new Map<string, number[]>()
    const decoder = new TextDecoder('gb18030')
    for (let high = 0x81; high <= 0xfe; high += 1) {
      for (let low = 0x40; low <= 0xfe; low += 1) {
        const char = decoder.decode(new Uint8Array([high, low]))
        if ([...char].length === 1 && char !== '\uFFFD') table.set(char, [high, low])
      }
    }
    gbTable.bytes = table
  }
  const found: number[] = []
  for (const char of content) {
    const code = char.charCodeAt(0)
    found.push(...(code < 0x80 ? [code] : (gbTable.bytes.get(char) ?? [0x3f])))
  }
  return new Uint8Array(found)
}
