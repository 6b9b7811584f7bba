import { type Command, Option } from 'commander'
import { createAccount, programActor } from '../../app/index.ts'
import { ROLES, type Role } from '../../kernel/index.ts'
import type { Run } from '../main.ts'
import { withApp } from '../session.ts'

export function accountCommand(program: Command, run: Run): void {
  program
    .command('account')
    .description('账号 · accounts')
    .command('add')
    .description(
      '新建一个账号并打印初始口令；第一个管理员用它建立 · make an account, the first administrator’s included',
    )
    .requiredOption('--username <name>', '登录名，字母开头 · name to sign in with')
    .requiredOption('--name <name>', '姓名 · name of the person')
    .addOption(new Option('--role <role>', '角色 · role').choices([...ROLES]).makeOptionMandatory())
    .requiredOption('--org <org>', '机构代码或名称 · code or name of an org unit')
    .option('--limits <ids>', '只限这些报表或台账，逗号分隔 · only these forms or registers, comma-separated')
    .option('--single-sign-on', '不设口令，只从统一身份认证登录 · no password, single sign-on alone')
    .addHelpText(
      'after',
      '\n例 · example:\n  vetted account add --username zhang --name 张工 --role platform_admin --org 清远市 --data ./data',
    )
    .action((own: AccountOptions) =>
      run((options) =>
        withApp(options, async (app) => {
          const { account, password } = await createAccount(app, programActor('command line'), {
            username: own.username,
            name: own.name,
            unit: own.org,
            grants: [
              { role: own.role, unit: own.org, limits: own.limits?.split(',').map((each) => each.trim()) },
            ],
            ...(own.singleSignOn ? { password: null } : {}),
          })
          const zh = `已建立账号 ${account.username}。${password ? `初始口令：${password}（首次登录须修改，只显示这一次）` : ''}`
          const en = `Made the account ${account.username}. ${password ? `First password: ${password} (to be changed at once; shown this once)` : ''}`
          return {
            json: { username: account.username, role: own.role, password },
            text: (options.lang === 'zh' ? zh : en).trim(),
          }
        }),
      ),
    )
}

interface AccountOptions {
  readonly username: string
  readonly name: string
  readonly role: Role
  readonly org: string
  readonly limits?: string
  readonly singleSignOn?: boolean
}
