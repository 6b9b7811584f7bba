import type { ShownDemonstrationAccount } from '../app/index.ts'
import type { Language, Role } from '../kernel/index.ts'
import { table } from './terminal.ts'

const ROLE_NAMES: Readonly<Record<Role, Readonly<Record<Language, string>>>> = {
  platform_admin: { zh: '平台管理员', en: 'platform administrator' },
  bureau_officer: { zh: '教育局经办人', en: 'bureau officer' },
  bureau_reviewer: { zh: '教育局审核员', en: 'bureau reviewer' },
  school_leader: { zh: '学校领导', en: 'school leader' },
  school_clerk: { zh: '学校填报员', en: 'school clerk' },
  expert: { zh: '评议专家', en: 'expert' },
  reader: { zh: '查阅者', en: 'reader' },
}

/** Who can sign in to the demonstration, with the one password of all. */
export function accountTable(accounts: readonly ShownDemonstrationAccount[], language: Language): string {
  const [first] = accounts
  if (!first) return ''
  const rows = accounts.map((account) => [
    account.username,
    ROLE_NAMES[account.role][language],
    account.unitName,
    account.name,
  ])
  const heads = language === 'zh' ? ['账号', '角色', '单位', '姓名'] : ['account', 'role', 'unit', 'name']
  const password =
    language === 'zh'
      ? `演示账号（口令都是 ${first.password}）：`
      : `Demonstration accounts (password of all: ${first.password}):`
  return `${password}\n${table(
    heads.map((title) => ({ title })),
    rows,
  )}`
}
