import type { Interpreter, Surroundings } from './interpret.ts'
import { splitAt } from './interpret.ts'
import { interpretInlines, interpretTest, labelInlines } from './interpret-inlines.ts'
import { interpretRows, rowOptions } from './interpret-rows.ts'
import type { Directive, RawBlock, RawRow } from './syntax.ts'
import type { Block, ChartBlock, PanelTemplate, TableBlock } from './template.ts'

type Container = Extract<RawBlock, { kind: 'container' }>

export function interpretBlocks(on: Interpreter, raws: readonly RawBlock[], around: Surroundings): Block[] {
  return raws.flatMap((raw) => interpretBlock(on, raw, around) ?? [])
}

function interpretBlock(on: Interpreter, raw: RawBlock, around: Surroundings): Block | undefined {
  switch (raw.kind) {
    case 'heading':
      return { kind: 'heading', level: raw.level, inlines: interpretInlines(on, raw.inlines, around) }
    case 'paragraph':
      return { kind: 'paragraph', inlines: interpretInlines(on, raw.inlines, around) }
    case 'list':
      return {
        kind: 'list',
        ordered: raw.ordered,
        items: raw.items.map((item) => interpretInlines(on, item, around)),
      }
    case 'rows':
      on.report(
        raw.at,
        '表格应写在 :::table 与 ::: 之间',
        'the lines of a table stand between :::table and :::',
      )
      return undefined
    case 'leaf':
      return leaf(on, raw, around)
    case 'container':
      return container(on, raw, around)
  }
}

function leaf(on: Interpreter, raw: Directive, around: Surroundings): Block | undefined {
  if (raw.name !== 'image') {
    on.report(raw.at, `没有指令“::${raw.name}”`, `there is no directive "::${raw.name}"`)
    return undefined
  }
  on.allow(raw, ['file'])
  const file = raw.attributes.get('file')
  if (file) return { kind: 'image', file: file.value, caption: labelInlines(on, raw, around) }
  on.report(raw.at, '“::image”缺少选项 file', '"::image" needs the option file')
  return undefined
}

function container(on: Interpreter, raw: Container, around: Surroundings): Block | undefined {
  if (raw.otherwise && raw.name !== 'if') {
    on.report(raw.at, ':::else 只能跟在 :::if 之后', ':::else belongs to :::if')
  }
  switch (raw.name) {
    case 'if': {
      on.allow(raw, ['test', 'row', 'known'])
      const test = interpretTest(on, raw, around)
      const body = interpretBlocks(on, raw.body, around)
      const otherwise = interpretBlocks(on, raw.otherwise ?? [], around)
      return test && { kind: 'if', test, body, otherwise }
    }
    case 'for': {
      on.allow(raw, rowOptions)
      const found = interpretRows(on, raw, around)
      return found && { kind: 'for', rows: found.rows, body: interpretBlocks(on, raw.body, found.inside) }
    }
    case 'at': {
      on.allow(raw, ['school'])
      const school = raw.attributes.get('school')
      const found = on.fieldOf(around.register, school?.value ?? '', school?.at ?? raw.at)
      return found && { kind: 'at', field: found.field, body: interpretBlocks(on, raw.body, around) }
    }
    case 'case':
      on.allow(raw, ['id'])
      return {
        kind: 'case',
        title: labelInlines(on, raw, around),
        id: idOf(on, raw),
        body: interpretBlocks(on, raw.body, around),
      }
    case 'table':
      return table(on, raw, around)
    case 'chart':
      return chart(on, raw, around)
    default:
      on.report(
        raw.at,
        `没有指令“:::${raw.name}”（可用：if、for、at、case、table、chart）`,
        `there is no directive ":::${raw.name}" (there are: if, for, at, case, table, chart)`,
      )
      return undefined
  }
}

function idOf(on: Interpreter, raw: Directive): string | undefined {
  const id = raw.attributes.get('id')
  if (id && on.ids.has(id.value)) on.report(id.at, `“${id.value}”用了两次`, `"${id.value}" is used twice`)
  if (id) on.ids.add(id.value)
  return id?.value
}

function table(on: Interpreter, raw: Container, around: Surroundings): TableBlock | undefined {
  on.allow(raw, ['id', 'plain', 'missing', ...rowOptions])
  const lines = raw.body.flatMap((block) => (block.kind === 'rows' ? block.rows : []))
  const [head, ...others] = lines
  if (!head || raw.body.some((block) => block.kind !== 'rows')) {
    on.report(
      raw.at,
      '“:::table”里只写以“|”开头的行，首行为表头',
      '":::table" holds lines that begin with "|", the first one the head',
    )
    return undefined
  }
  for (const line of others) {
    if (line.cells.length === head.cells.length) continue
    on.report(
      line.at,
      `本行有 ${line.cells.length} 格，表头有 ${head.cells.length} 格`,
      `this line has ${line.cells.length} cells, the head has ${head.cells.length}`,
    )
  }
  const looped = raw.attributes.has('rows') ? interpretRows(on, raw, around) : undefined
  const inside = looped?.inside ?? around
  const cellsOf = (line: RawRow, where: Surroundings) =>
    line.cells.map((cell) => interpretInlines(on, cell, where))
  const total = others.find((line) => line.total)
  return {
    kind: 'table',
    id: idOf(on, raw),
    caption: labelInlines(on, raw, around),
    head: cellsOf(head, around),
    body: others.filter((line) => !line.total).map((line) => cellsOf(line, inside)),
    total: total && cellsOf(total, around),
    rows: looped?.rows,
    numbered: looped !== undefined && !on.flag(raw, 'plain'),
    listsMissing: on.flag(raw, 'missing'),
  }
}

function chart(on: Interpreter, raw: Container, around: Surroundings): ChartBlock {
  on.allow(raw, ['id'])
  const panels: PanelTemplate[] = []
  const finding = raw.body.flatMap((block) => {
    if (block.kind === 'paragraph') return interpretInlines(on, block.inlines, around)
    if (block.kind === 'leaf' && block.name === 'panel') panels.push(panel(on, block))
    else
      on.report(
        block.at,
        '“:::chart”里只写一段结论和若干 ::panel',
        '":::chart" holds one sentence and ::panel lines',
      )
    return []
  })
  if (panels.length === 0) on.report(raw.at, '图里没有 ::panel', 'the chart has no ::panel')
  return {
    kind: 'chart',
    id: idOf(on, raw),
    caption: labelInlines(on, raw, around),
    finding,
    panels,
  }
}

function panel(on: Interpreter, raw: Directive): PanelTemplate {
  on.allow(raw, ['kind', 'values', 'of'])
  const values = raw.attributes.get('values')
  if (!values) on.report(raw.at, '“::panel”缺少选项 values', '"::panel" needs the option values')
  const entries = values ? splitAt(values.value, ';') : []
  return {
    kind: on.choice(raw, 'kind', ['years', 'shares', 'schools'], 'years'),
    measure: on.plainWords(on.labelText(raw), raw.label?.start ?? raw.at),
    placement: on.placement(raw),
    values: entries.flatMap(({ part, offset }) => {
      const [formula = '', label] = part.split(/\s+as\s+/)
      const quantity = on.quantity(formula, (values?.at ?? 0) + offset)
      return quantity ? [{ label: label && on.plainWords(label, raw.at), quantity }] : []
    }),
  }
}
