import type { Command } from 'commander'
import { distribute, migrate, openDatabase } from '../../store/index.ts'
import type { Run } from '../main.ts'

export function migrateCommand(program: Command, run: Run): void {
  program
    .command('migrate')
    .description('更新数据库结构 · bring the database schema up to date')
    .option('--distribute', '把表分布到 Citus 集群 · spread the tables over a Citus cluster')
    .addHelpText('after', '\n例 · example:\n  vetted migrate --database-url postgres://vetted@db/vetted')
    .action(({ distribute: spread }: { distribute?: boolean }) =>
      run(async (options) => {
        const database = await openDatabase(
          options.databaseUrl ? { url: options.databaseUrl } : { folder: options.data },
        )
        try {
          const applied = await migrate(database.db)
          const distribution = spread ? await distribute(database.db) : undefined
          const text =
            options.lang === 'zh'
              ? applied.length
                ? `已执行迁移 ${applied.join('、')}。`
                : '数据库结构已是最新。'
              : applied.length
                ? `Applied migrations ${applied.join(', ')}.`
                : 'The schema is up to date.'
          const spreadText = distribution
            ? `\n${[...distribution.distributed, ...distribution.reference].join(' ')}`
            : ''
          return { json: { applied, ...distribution }, text: text + spreadText }
        } finally {
          await database.close()
        }
      }),
    )
}
