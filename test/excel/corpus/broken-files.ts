import { cellName } from '../../../src/excel/read/sheet.ts'
import { pick } from '../seeded.ts'
import { lightParts, zipped } from './light-workbook.ts'
import {
  csv,
  csvSpecimen,
  draft,
  goodFile,
  inTemplate,
  isCode,
  isDate,
  isFlag,
  isNumber,
  type Mutator,
  ROWS,
  templateParts,
  text,
  utf8,
  whole,
  workbook,
} from './specimen.ts'

/** Containers, heads and text tables that cannot be what they say. */
export const brokenFiles: Readonly<Record<string, Mutator>> = {
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
}
