import type { z } from 'zod'
import type { Bilingual } from '../kernel/index.ts'
import type { CatalogProblem } from './problem.ts'

type Issue = z.core.$ZodIssue

/** Zod's findings as catalog problems, in words a catalog editor understands. */
export function schemaProblems(
  error: z.ZodError,
  file: string,
  base: readonly (string | number)[],
): CatalogProblem[] {
  return error.issues.flatMap((issue) => {
    const path = [...base, ...issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part))]
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ file, path: [...path, key], detail: unknownKey(key) }))
    }
    return [{ file, path, detail: wording(issue) }]
  })
}

function unknownKey(key: string): Bilingual {
  return { zh: `不认识的键“${key}”`, en: `unknown key "${key}"` }
}

const formats: Readonly<Record<string, Bilingual>> = {
  identifier: { zh: '应为小写字母开头的标识', en: 'should be an identifier in lower case' },
  decimal: { zh: '应为十进制数', en: 'should be a decimal number' },
  integer: { zh: '应为整数', en: 'should be a whole number' },
  year: { zh: '应为年份', en: 'should be a year' },
  check_code: { zh: '校验代码应如 STF-001', en: 'a check code looks like STF-001' },
}

function wording(issue: Issue): Bilingual {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? { zh: '缺少此项', en: 'this is missing' }
        : { zh: `类型不对，应为 ${issue.expected}`, en: `wrong type, expected ${issue.expected}` }
    case 'invalid_value':
      return issue.values.length === 1
        ? { zh: `应为 ${String(issue.values[0])}`, en: `should be ${String(issue.values[0])}` }
        : {
            zh: `应为下列之一：${issue.values.join('、')}`,
            en: `should be one of ${issue.values.join(', ')}`,
          }
    case 'invalid_format':
      return (
        formats[issue.message] ?? { zh: `格式不对：${issue.message}`, en: `wrong format: ${issue.message}` }
      )
    case 'too_small':
      return { zh: '内容不足', en: 'too little' }
    default:
      return { zh: issue.message, en: issue.message }
  }
}
