import { type Interpreter, type Surroundings, splitAt } from './interpret.ts'
import { interpretRows } from './interpret-rows.ts'
import { readInlines } from './read-inlines.ts'
import type { Directive, RawInline, Slice } from './syntax.ts'
import type { DirectionWords, Inline, PrintOptions, Test } from './template.ts'

/** Gives running text its meaning. */
export function interpretInlines(
  on: Interpreter,
  raws: readonly RawInline[],
  around: Surroundings,
): Inline[] {
  return raws.flatMap((raw) => interpretInline(on, raw, around) ?? [])
}

function interpretInline(on: Interpreter, raw: RawInline, around: Surroundings): Inline | undefined {
  switch (raw.kind) {
    case 'text':
      return { kind: 'text', text: on.plainWords(raw.text, raw.at) }
    case 'strong':
    case 'optional':
      return { kind: raw.kind, inlines: interpretInlines(on, raw.inlines, around) }
    case 'directive': {
      const read = directives.get(raw.name)
      if (read) return read(on, raw, around)
      const names = [...directives.keys()].join(', ')
      on.report(
        raw.at,
        `没有指令“:${raw.name}”（可用：${names}）`,
        `there is no directive ":${raw.name}" (there are: ${names})`,
      )
      return undefined
    }
  }
}

/** The label of a directive as running text of its own. */
export function labelInlines(on: Interpreter, directive: Directive, around: Surroundings): Inline[] {
  return directive.label ? interpretInlines(on, readInlines(on.source, directive.label), around) : []
}

type Read = (on: Interpreter, directive: Directive, around: Surroundings) => Inline | undefined

const printOptionNames = ['decimals', 'unit', 'approx', 'words', 'plain'] as const

const directives = new Map<string, Read>([
  ['figure', (on, directive) => figure(on, directive, on.labelText(directive))],
  ['count', (on, directive) => figure(on, directive, `count(${on.labelText(directive)})`, -6)],
  ['sum', (on, directive) => figure(on, directive, `sum(${on.labelText(directive)})`, -4)],
  ['share', share],
  ['compare', (on, directive) => change(on, directive, 'compare')],
  ['change', (on, directive) => change(on, directive, 'change')],
  ['growth', (on, directive) => change(on, directive, 'growth')],
  ['word', word],
  ['reason', reason],
  ['name', name],
  ['field', field],
  ['size', size],
  ['evidence', evidence],
  ['each', each],
  ['when', when],
  ['index', index],
  ['year', year],
  ['period', period],
  ['cite', cite],
  ['ref', ref],
  ['label', label],
  ['unit', unitWord],
  ['set', (on, directive) => ({ kind: 'set', text: on.labelText(directive) })],
])

function labelStart({ label, at }: Directive): number {
  return label?.start ?? at
}

function figure(on: Interpreter, directive: Directive, formula: string, shift = 0): Inline | undefined {
  on.allow(directive, ['of', 'year', ...printOptionNames])
  const quantity = on.quantity(formula, labelStart(directive) + shift)
  if (!quantity) return undefined
  const back = on.choice(directive, 'year', ['this', 'previous'], 'this') === 'previous' ? 1 : 0
  return {
    kind: 'figure',
    quantity: { ...quantity, yearsBack: quantity.yearsBack + back },
    placement: on.placement(directive),
    print: printOptions(on, directive),
  }
}

function share(on: Interpreter, directive: Directive): Inline | undefined {
  on.allow(directive, ['of', ...printOptionNames])
  const quantity = on.share(on.labelText(directive), labelStart(directive))
  return (
    quantity && {
      kind: 'figure',
      quantity,
      placement: on.placement(directive),
      print: printOptions(on, directive),
    }
  )
}

function printOptions(on: Interpreter, directive: Directive): PrintOptions {
  const unit = directive.attributes.get('unit')
  return {
    decimals: on.integer(directive, 'decimals'),
    withUnit: unit && on.choice(directive, 'unit', ['yes', 'no'], 'yes') === 'yes',
    approx: on.integer(directive, 'approx'),
    words: on.flag(directive, 'words'),
    scaled: !on.flag(directive, 'plain'),
  }
}

function change(
  on: Interpreter,
  directive: Directive,
  style: 'compare' | 'change' | 'growth',
): Inline | undefined {
  on.allow(directive, ['of', 'up', 'down', 'same', 'near', 'growth', 'steady'])
  const quantity = on.quantity(on.labelText(directive), labelStart(directive))
  const steady = directive.attributes.get('steady')
  if (steady && !on.catalog.parameters.has(steady.value)) {
    on.report(steady.at, `没有参数“${steady.value}”`, `there is no parameter "${steady.value}"`)
  }
  return (
    quantity && {
      kind: 'change',
      quantity,
      placement: on.placement(directive),
      words: {
        up: on.words(directive, 'up', ''),
        down: on.words(directive, 'down', ''),
        same: on.words(directive, 'same', ''),
        near: on.words(directive, 'near', '基本持平'),
      },
      style,
      withGrowth: on.flag(directive, 'growth'),
      steady: steady?.value,
    }
  )
}

function word(on: Interpreter, directive: Directive): Inline | undefined {
  on.allow(directive, ['of', 'up', 'down', 'same', 'merit'])
  const quantities = on.quantities(on.labelText(directive), labelStart(directive))
  const words = (key: keyof DirectionWords): string => {
    // These words are chosen by the data, so a claim is at home in them.
    const attribute = directive.attributes.get(key)
    if (!attribute) on.report(directive.at, `“:word”缺少选项“${key}”`, `":word" needs the option "${key}"`)
    return attribute?.value ?? ''
  }
  return {
    kind: 'word',
    quantities,
    placement: on.placement(directive),
    words: { up: words('up'), down: words('down'), same: words('same') },
    byMerit: on.flag(directive, 'merit'),
  }
}

function reason(on: Interpreter, directive: Directive): Inline | undefined {
  on.allow(directive, ['before', 'after'])
  const quantity = on.quantity(on.labelText(directive), labelStart(directive))
  if (quantity?.expr.kind !== 'reference') return undefined
  return {
    kind: 'reason',
    name: quantity.expr.name,
    before: on.words(directive, 'before', '，主要原因是'),
    after: on.words(directive, 'after', ''),
  }
}

function name(on: Interpreter, directive: Directive): Inline | undefined {
  on.allow(directive, [])
  const text = on.labelText(directive)
  const of = (['unit', 'school', 'parent', 'city'] as const).find((candidate) => candidate === text)
  if (of) return { kind: 'name', of }
  on.report(
    labelStart(directive),
    ':name 的取值应为 unit、school、parent、city 之一',
    ':name takes unit, school, parent or city',
  )
  return undefined
}

function field(on: Interpreter, directive: Directive, around: Surroundings): Inline | undefined {
  on.allow(directive, ['style', ...printOptionNames])
  const found = on.fieldOf(around.register, on.labelText(directive).trim(), labelStart(directive))
  if (!found) return undefined
  const style = on.choice(directive, 'style', ['plain', 'ordinal', 'words'], 'plain')
  return { kind: 'field', ...found, style, print: printOptions(on, directive) }
}

function evidence(on: Interpreter, directive: Directive, around: Surroundings): Inline | undefined {
  on.allow(directive, [])
  const found = on.fieldOf(around.register, on.labelText(directive).trim(), labelStart(directive))
  return found && { kind: 'evidence', ...found }
}

function size(on: Interpreter, directive: Directive, around: Surroundings): Inline | undefined {
  on.allow(directive, ['of', ...printOptionNames])
  if (around.register === undefined) {
    on.report(directive.at, '“:size”只能用在台账的循环里', '":size" stands inside a loop over a register')
    return undefined
  }
  const text = on.labelText(directive).trim()
  if (text !== '' && !on.catalog.units.parse(text)) {
    on.report(labelStart(directive), `没有单位“${text}”`, `there is no unit "${text}"`)
  }
  const unit = text || (on.catalog.registers.versions(around.register).at(-1)?.counts ?? 'one')
  return { kind: 'size', unit, print: printOptions(on, directive) }
}

function each(on: Interpreter, directive: Directive, around: Surroundings): Inline | undefined {
  on.allow(directive, ['rows', 'match', 'group', 'sort', 'desc', 'limit', 'of', 'joiner', 'last'])
  const rows = interpretRows(on, directive, around)
  if (!rows) return undefined
  return {
    kind: 'each',
    rows: rows.rows,
    inlines: labelInlines(on, directive, rows.inside),
    joiner: on.words(directive, 'joiner', '、'),
    last: on.words(directive, 'last', on.words(directive, 'joiner', '、')),
  }
}

function when(on: Interpreter, directive: Directive, around: Surroundings): Inline | undefined {
  on.allow(directive, ['test', 'row', 'known'])
  const test = interpretTest(on, directive, around)
  return test && { kind: 'when', test, inlines: labelInlines(on, directive, around) }
}

/** The condition of an `if` or `when`: over values (`test`), over the row at hand (`row`), or that values are known. */
export function interpretTest(on: Interpreter, directive: Directive, around: Surroundings): Test | undefined {
  const { attributes } = directive
  const row = attributes.get('row')
  if (row) return on.test(row, 'row', around)
  const known = attributes.get('known')
  if (known) {
    const names = splitAt(known.value, ';').map(({ part }) => `known(${part})`)
    return on.test({ value: names.join(' and '), at: known.at }, 'values', around)
  }
  const test = attributes.get('test')
  if (test) return on.test(test, 'values', around)
  on.report(
    directive.at,
    `“${directive.name}”缺少条件 test、row 或 known`,
    `"${directive.name}" needs a condition: test, row or known`,
  )
  return undefined
}

function index(on: Interpreter, directive: Directive, around: Surroundings): Inline | undefined {
  on.allow(directive, ['words'])
  if (!around.loop) {
    on.report(directive.at, '“:index”只能用在循环里', '":index" stands inside a loop')
    return undefined
  }
  return { kind: 'index', style: on.flag(directive, 'words') ? 'words' : 'digits' }
}

function year(on: Interpreter, directive: Directive): Inline | undefined {
  on.allow(directive, [])
  const text = on.labelText(directive)
  if (text === '' || text === 'this') return { kind: 'year', back: 0 }
  if (text === 'previous') return { kind: 'year', back: 1 }
  on.report(labelStart(directive), ':year 的取值应为 this 或 previous', ':year takes this or previous')
  return undefined
}

function period(on: Interpreter, directive: Directive): Inline | undefined {
  on.allow(directive, ['year'])
  const quantity = on.quantity(on.labelText(directive), labelStart(directive))
  if (quantity?.expr.kind !== 'reference') return undefined
  const back = on.choice(directive, 'year', ['this', 'previous'], 'this') === 'previous' ? 1 : 0
  return { kind: 'period', name: quantity.expr.name, back }
}

function cite(on: Interpreter, directive: Directive): Inline | undefined {
  on.allow(directive, [])
  on.registers.add(DOCUMENTS)
  return { kind: 'cite', document: on.labelText(directive).trim() }
}

/** The register of cited rules and notices. */
export const DOCUMENTS = 'documents'

function label(on: Interpreter, directive: Directive): Inline | undefined {
  on.allow(directive, [])
  const quantity = on.quantity(on.labelText(directive), labelStart(directive))
  return quantity && { kind: 'label', quantity }
}

function ref(on: Interpreter, directive: Directive): Inline | undefined {
  on.allow(directive, [])
  const target = on.labelText(directive).trim()
  on.references.push({ target, at: labelStart(directive) })
  return { kind: 'ref', target }
}

function unitWord(on: Interpreter, directive: Directive): Inline | undefined {
  on.allow(directive, [])
  const text = on.labelText(directive).trim()
  if (on.catalog.units.parse(text)) return { kind: 'unitword', unit: text }
  on.report(labelStart(directive), `没有单位“${text}”`, `there is no unit "${text}"`)
  return undefined
}

export function sliceInlines(on: Interpreter, slice: Slice, around: Surroundings): Inline[] {
  return interpretInlines(on, readInlines(on.source, slice), around)
}
