/**
 * A small interpreter of the formulas that our templates write, made independently of the code that writes them, so
 * that the translation is checked on machines without an office program too. It knows what Excel documents of these
 * functions: errors travel through arithmetic and comparisons, blank cells are 0 or "".
 */
export class CellError {
  readonly code: string
  constructor(code: string) {
    this.code = code
  }
}

export type CellContent = number | string | boolean | CellError | undefined
type Value = Exclude<CellContent, undefined> | undefined

export interface Cells {
  cell(sheet: string | undefined, column: string, row: number): CellContent
}

type Token = { kind: 'number' | 'text' | 'name' | 'cell' | 'mark'; text: string; sheet?: string }

export function interpret(formula: string, cells: Cells): CellContent {
  const parser = new Parser(tokens(formula), cells)
  const value = parser.comparison()()
  parser.end()
  return value
}

function tokens(formula: string): Token[] {
  const found: Token[] = []
  const pattern =
    /\s*(?:(?<number>\d+(?:\.\d+)?)|"(?<text>(?:[^"]|"")*)"|(?:'(?<sheet>(?:[^']|'')+)'!)?(?<cell>\$?[A-Z]{1,3}\$?\d+)(?![A-Za-z0-9(])|(?<name>[A-Za-z][A-Za-z0-9_.]*)|(?<mark><=|>=|<>|[-+*/&=<>(),]))/y
  while (pattern.lastIndex < formula.length) {
    const at = pattern.lastIndex
    const match = pattern.exec(formula)
    if (!match?.groups) throw new Error(`cannot read ${formula.slice(at, at + 40)}`)
    const { number, text, sheet, cell, name, mark } = match.groups
    if (number !== undefined) found.push({ kind: 'number', text: number })
    else if (text !== undefined) found.push({ kind: 'text', text: text.replaceAll('""', '"') })
    else if (cell !== undefined) {
      found.push({ kind: 'cell', text: cell.replaceAll('$', ''), ...(sheet === undefined ? {} : { sheet }) })
    } else if (name !== undefined) found.push({ kind: 'name', text: name })
    else if (mark !== undefined) found.push({ kind: 'mark', text: mark })
  }
  return found
}

/** Values are computed when asked for: IF and CHOOSE leave the branches alone that they do not take. */
type Lazy = () => Value

class Parser {
  readonly #tokens: readonly Token[]
  readonly #cells: Cells
  #at = 0

  constructor(list: readonly Token[], cells: Cells) {
    this.#tokens = list
    this.#cells = cells
  }

  end(): void {
    if (this.#at < this.#tokens.length) throw new Error(`left over: ${this.#tokens[this.#at]?.text}`)
  }

  comparison(): Lazy {
    let left = this.#joined()
    for (;;) {
      const op = this.#mark('=', '<>', '<=', '>=', '<', '>')
      if (op === undefined) return left
      const a = left
      const b = this.#joined()
      left = () => bothOr(a(), b(), (x, y) => compare(op, x, y))
    }
  }

  #joined(): Lazy {
    let left = this.#sum()
    while (this.#mark('&') !== undefined) {
      const a = left
      const b = this.#sum()
      left = () => bothOr(a(), b(), (x, y) => `${textOf(x)}${textOf(y)}`)
    }
    return left
  }

  #sum(): Lazy {
    let left = this.#product()
    for (;;) {
      const op = this.#mark('+', '-')
      if (op === undefined) return left
      const a = left
      const b = this.#product()
      left = () => arithmetic(a(), b(), (x, y) => (op === '+' ? x + y : x - y))
    }
  }

  #product(): Lazy {
    let left = this.#unary()
    for (;;) {
      const op = this.#mark('*', '/')
      if (op === undefined) return left
      const a = left
      const b = this.#unary()
      left = () =>
        arithmetic(a(), b(), (x, y) => (op === '*' ? x * y : y === 0 ? new CellError('#DIV/0!') : x / y))
    }
  }

  #unary(): Lazy {
    if (this.#mark('-') === undefined) return this.#atom()
    const arg = this.#unary()
    return () => arithmetic(0, arg(), (_, x) => -x)
  }

  #atom(): Lazy {
    const token = this.#tokens[this.#at]
    this.#at += 1
    switch (token?.kind) {
      case 'number': {
        const value = Number(token.text)
        return () => value
      }
      case 'text':
        return () => token.text
      case 'cell': {
        const match = /^([A-Z]+)(\d+)$/.exec(token.text)
        return () => this.#cells.cell(token.sheet, match?.[1] ?? '', Number(match?.[2]))
      }
      case 'name':
        return this.#call(token.text)
      default: {
        if (token?.text !== '(') throw new Error(`unexpected ${token?.text}`)
        const inner = this.comparison()
        this.#need(')')
        return inner
      }
    }
  }

  #call(name: string): Lazy {
    if (this.#mark('(') === undefined) {
      if (name === 'TRUE' || name === 'FALSE') return () => name === 'TRUE'
      throw new Error(`unknown name ${name}`)
    }
    const args: Lazy[] = []
    if (this.#mark(')') === undefined) {
      do args.push(this.comparison())
      while (this.#mark(',') !== undefined)
      this.#need(')')
    }
    const fn = functions[name]
    if (!fn) throw new Error(`unknown function ${name}`)
    return () => fn(args)
  }

  #mark(...marks: string[]): string | undefined {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'mark' || !marks.includes(token.text)) return undefined
    this.#at += 1
    return token.text
  }

  #need(mark: string): void {
    if (this.#mark(mark) === undefined) throw new Error(`${mark} expected`)
  }
}

const functions: Readonly<Record<string, (args: readonly Lazy[]) => Value>> = {
  IF: ([condition, then, otherwise]) => {
    const value = condition?.()
    if (value instanceof CellError) return value
    return truth(value) ? then?.() : otherwise ? otherwise() : false
  },
  IFERROR: ([value, otherwise]) => {
    const found = value?.()
    return found instanceof CellError ? otherwise?.() : found
  },
  CHOOSE: ([index, ...options]) => {
    const value = index?.()
    if (value instanceof CellError) return value
    const option = options[Math.trunc(Number(value)) - 1]
    return option ? option() : new CellError('#VALUE!')
  },
  NA: () => new CellError('#N/A'),
  ISNUMBER: ([value]) => typeof value?.() === 'number',
  NOT: ([value]) => through(value, (x) => !truth(x)),
  AND: (args) => every(args, (values) => values.every(truth)),
  OR: (args) => every(args, (values) => values.some(truth)),
  MIN: (args) => every(args, (values) => Math.min(...values.map(Number))),
  MAX: (args) => every(args, (values) => Math.max(...values.map(Number))),
  SUM: (args) => every(args, (values) => values.reduce<number>((sum, value) => sum + Number(value ?? 0), 0)),
  ABS: ([value]) => arithmetic(0, value?.(), (_, x) => Math.abs(x)),
  ROUND: ([value, places]) =>
    arithmetic(
      value?.(),
      places?.(),
      (x, p) => Math.sign(x) * Number(`${Math.round(Number(`${Math.abs(x).toFixed(12)}e${p}`))}e-${p}`),
    ),
  INT: ([value]) => arithmetic(0, value?.(), (_, x) => Math.floor(x)),
  EXACT: ([a, b]) => bothOr(a?.(), b?.(), (x, y) => textOf(x) === textOf(y)),
  LEFT: ([text, count]) => bothOr(text?.(), count?.(), (x, n) => textOf(x).slice(0, Number(n))),
  LEN: ([text]) => through(text, (x) => textOf(x).length),
  DATE: ([year, month, day]) =>
    every(
      [year, month, day].filter((arg) => arg !== undefined),
      ([y, m, d]) =>
        Math.round((Date.UTC(Number(y), Number(m) - 1, Number(d)) - Date.UTC(1899, 11, 30)) / 86_400_000),
    ),
  YEAR: ([date]) =>
    arithmetic(0, date?.(), (_, x) =>
      new Date(Date.UTC(1899, 11, 30) + Math.floor(x) * 86_400_000).getUTCFullYear(),
    ),
}

function through(arg: Lazy | undefined, compute: (value: Value) => Value): Value {
  const value = arg?.()
  return value instanceof CellError ? value : compute(value)
}

function every(args: readonly Lazy[], compute: (values: readonly Value[]) => Value): Value {
  const values = args.map((arg) => arg())
  return values.find((value) => value instanceof CellError) ?? compute(values)
}

function bothOr(a: Value, b: Value, compute: (a: Value, b: Value) => Value): Value {
  if (a instanceof CellError) return a
  return b instanceof CellError ? b : compute(a, b)
}

function arithmetic(a: Value, b: Value, compute: (a: number, b: number) => number | CellError): Value {
  return bothOr(a, b, (x, y) => {
    const [p, q] = [numberOf(x), numberOf(y)]
    if (p instanceof CellError) return p
    return q instanceof CellError ? q : compute(p, q)
  })
}

function numberOf(value: Value): number | CellError {
  if (value === undefined) return 0
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value)
  return Number.isNaN(number) ? new CellError('#VALUE!') : number
}

function textOf(value: Value): string {
  if (value === undefined) return ''
  return typeof value === 'boolean' ? String(value).toUpperCase() : String(value)
}

function truth(value: Value): boolean {
  return value === undefined
    ? false
    : typeof value === 'string'
      ? value.toUpperCase() === 'TRUE'
      : Boolean(value)
}

/** Texts are compared without case; a blank cell equals both "" and 0; numbers come before texts. */
function compare(op: string, a: Value, b: Value): boolean {
  const [x, y] = [a ?? (typeof b === 'string' ? '' : 0), b ?? (typeof a === 'string' ? '' : 0)]
  const order =
    typeof x === typeof y
      ? typeof x === 'string'
        ? x.toUpperCase() === String(y).toUpperCase()
          ? 0
          : x.toUpperCase() < String(y).toUpperCase()
            ? -1
            : 1
        : Number(x) - Number(y)
      : typeof x === 'number'
        ? -1
        : 1
  switch (op) {
    case '=':
      return order === 0
    case '<>':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    default:
      return order >= 0
  }
}
