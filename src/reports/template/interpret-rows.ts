import type { Interpreter, Surroundings } from './interpret.ts'
import type { Attribute, Directive } from './syntax.ts'
import { OWN_CODE, type Rows } from './template.ts'

/** Options that say what a loop runs over. */
export const rowOptions = ['rows', 'match', 'group', 'sort', 'desc', 'limit', 'of'] as const

/**
 * `rows="schools where …"` or `rows="<register> where …"` with match, group, sort and limit: what a loop runs over,
 * and what its inside can name.
 */
export function interpretRows(
  on: Interpreter,
  directive: Directive,
  around: Surroundings,
): { rows: Rows; inside: Surroundings } | undefined {
  const attribute = directive.attributes.get('rows')
  const found = attribute && /^\s*([a-z][a-z0-9_]*)(?:\s+where\s+([\s\S]+))?\s*$/.exec(attribute.value)
  if (!attribute || !found) {
    on.report(
      attribute?.at ?? directive.at,
      'rows 应写成 “schools”或“台账 where 条件”',
      'rows is written "schools" or "register where condition"',
    )
    return undefined
  }
  const [, over = '', condition] = found
  const where =
    condition === undefined
      ? undefined
      : { value: condition, at: attribute.at + attribute.value.lastIndexOf(condition) }
  return over === 'schools'
    ? overSchools(on, where, around)
    : overRegister(on, directive, over, attribute.at, where, around)
}

function overSchools(on: Interpreter, where: Attribute | undefined, around: Surroundings) {
  const test = where && on.test(where, 'values', around)
  const rows: Rows = { over: 'schools', where: test?.expr }
  return { rows, inside: { register: undefined, outer: around, loop: true } }
}

function overRegister(
  on: Interpreter,
  directive: Directive,
  register: string,
  at: number,
  where: Attribute | undefined,
  around: Surroundings,
): { rows: Rows; inside: Surroundings } | undefined {
  if (!on.catalog.registers.has(register)) {
    on.report(at, `没有台账“${register}”`, `there is no register "${register}"`)
    return undefined
  }
  on.registers.add(register)
  const named = (name: string): string | undefined => {
    const attribute = directive.attributes.get(name)
    return attribute && on.fieldOf(register, attribute.value, attribute.at)?.field
  }
  const rows: Rows = {
    over: 'register',
    register,
    where: where && on.rowCondition(where.value, where.at, register),
    match: match(on, directive, register, around),
    group: named('group'),
    sort: named('sort'),
    descending: on.flag(directive, 'desc'),
    limit: on.integer(directive, 'limit'),
    placement: on.placement(directive),
  }
  return { rows, inside: { register, outer: around, loop: true } }
}

function match(on: Interpreter, directive: Directive, register: string, around: Surroundings) {
  const attribute = directive.attributes.get('match')
  if (!attribute) return undefined
  const [inner = '', outer = inner] = attribute.value.split('=').map((part) => part.trim())
  const innerField = on.fieldOf(register, inner, attribute.at)
  const known = outer === OWN_CODE || on.fieldOf(around.register, outer, attribute.at) !== undefined
  return innerField && known ? { inner, outer } : undefined
}
