import { type Expr, type Reference, walk } from './ast.ts'

/** What a formula reads. */
export interface FormulaInputs {
  /** Elements, indicators and parameters, each name once. */
  readonly names: readonly string[]
  readonly registers: readonly string[]
  /** Whether an earlier year takes part, so that a change of last year's value matters. */
  readonly usesPrevious: boolean
  /** Whether other schools take part. */
  readonly usesPanel: boolean
}

export function inputsOf(expr: Expr): FormulaInputs {
  const earlier = inputs.get(expr)
  if (earlier) return earlier
  const found = readInputs(expr)
  inputs.set(expr, found)
  return found
}

/** Formulas do not change; checks ask for the inputs of theirs with every finding. */
const inputs = new WeakMap<Expr, FormulaInputs>()

function readInputs(expr: Expr): FormulaInputs {
  const names = new Set<string>()
  const registers = new Set<string>()
  let usesPrevious = false
  let usesPanel = false
  walk(expr, (node) => {
    if (node.kind === 'reference') names.add(node.name)
    if (node.kind === 'aggregate') registers.add(node.register)
    if (node.kind === 'call') {
      usesPrevious ||= node.fn === 'previous' || node.fn === 'growth'
      usesPanel ||= node.fn.startsWith('panel_')
    }
  })
  return { names: [...names], registers: [...registers], usesPrevious, usesPanel }
}

/** Every reference with the number of years that `previous` takes it back. */
export function referencesOf(expr: Expr): readonly DatedReference[] {
  const earlier = references.get(expr)
  if (earlier) return earlier
  const found: DatedReference[] = []
  const visit = (node: Expr, yearsBack: number): void => {
    if (node.kind === 'reference') found.push({ reference: node, yearsBack })
    if (node.kind === 'call' && node.fn === 'growth') for (const arg of node.args) visit(arg, yearsBack)
    const deeper =
      node.kind === 'call' && (node.fn === 'previous' || node.fn === 'growth') ? yearsBack + 1 : yearsBack
    for (const part of childrenOf(node)) visit(part, deeper)
  }
  visit(expr, 0)
  references.set(expr, found)
  return found
}

const references = new WeakMap<Expr, readonly DatedReference[]>()

interface DatedReference {
  readonly reference: Reference
  readonly yearsBack: number
}

function childrenOf(node: Expr): readonly Expr[] {
  switch (node.kind) {
    case 'unary':
      return [node.arg]
    case 'binary':
      return [node.left, node.right]
    case 'in':
      return [node.arg, ...node.options]
    case 'call':
      return node.args
    default:
      return []
  }
}
