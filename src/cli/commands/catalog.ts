import type { Command } from 'commander'
import { Argument } from 'commander'
import { readCatalog } from '../../catalog/files.ts'
import { catalogNames, kinds, runExamples } from '../../catalog/index.ts'
import { describe, write } from '../../formula/index.ts'
import { AppError } from '../../kernel/index.ts'
import type { Run } from '../main.ts'
import { table } from '../terminal.ts'

const listed = [
  'indicators',
  'elements',
  'registers',
  'checks',
  'standards',
  'schemes',
  'forms',
  'codelists',
  'parameters',
  'units',
  'reports',
] as const
type Listed = (typeof listed)[number]

export function catalogCommand(program: Command, run: Run): void {
  const catalog = program
    .command('catalog')
    .description('目录：数据项、指标、校验等全部定义 · all definitions')
  catalog
    .command('lint')
    .option('--folder <dir>', '目录文件夹 · catalog folder')
    .description('检查目录并运行全部示例 · check the catalog and run every example')
    .action(({ folder }: { folder?: string }) =>
      run(async (options) => {
        const { catalog: read } = readCatalog(folder)
        const { run: count, failed } = runExamples(read)
        const lines = failed.map(
          ({ definition, example, detail }) => `${definition} ${example}: ${detail[options.lang]}`,
        )
        const summary =
          options.lang === 'zh'
            ? `目录无误，${count} 个示例中 ${failed.length} 个不符。`
            : `The catalog is sound; ${failed.length} of ${count} examples fail.`
        return {
          json: { hash: read.hash, examples: count, failed },
          text: [...lines, summary].join('\n'),
          exitCode: failed.length ? 1 : 0,
        }
      }),
    )
  catalog
    .command('list')
    .addArgument(new Argument('<kind>', '种类 · kind').choices(listed))
    .description('列出一类定义 · list definitions of a kind')
    .addHelpText('after', '\n例 · example:\n  vetted catalog list indicators')
    .action((kind: Listed) =>
      run(async (options) => {
        const rows = list(kind)
        const title = options.lang === 'zh' ? ['标识', '名称', '说明'] : ['id', 'name', 'about']
        return {
          json: rows,
          text: table(
            title.map((text) => ({ title: text })),
            rows.map((row) => [row.id, row.name[options.lang], row.about]),
          ),
        }
      }),
    )
  catalog
    .command('show')
    .argument('<id>', '标识 · id')
    .description('一条定义 · one definition')
    .addHelpText('after', '\n例 · example:\n  vetted catalog show employment_rate')
    .action((id: string) => run(async (options) => show(id, options.lang)))
}

interface Row {
  readonly id: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly about: string
}

function list(kind: Listed): Row[] {
  const { catalog } = readCatalog()
  const units = (text: string) => catalog.units.label(text, 'zh')
  switch (kind) {
    case 'indicators':
      return catalog.indicators
        .every()
        .map(({ id, name, unit, formula }) => ({ id, name, about: `${units(unit)}  ${write(formula)}` }))
    case 'elements':
      return catalog.elements.every().map(({ id, name, unit, counted }) => ({
        id,
        name,
        about: `${units(unit)}${counted ? `  ${write(counted)}` : ''}`,
      }))
    case 'checks':
      return catalog.checks.every().map(({ code, name, severity, level, expect }) => ({
        id: code,
        name,
        about: `${level} ${severity}  ${write(expect)}`,
      }))
    case 'registers':
      return catalog.registers
        .every()
        .map(({ id, name, fields, kept_by }) => ({ id, name, about: `${kept_by} ${fields.length}` }))
    case 'standards':
      return catalog.standards
        .every()
        .map(({ id, name, items, source }) => ({ id, name, about: `${items.length}  ${source.document}` }))
    case 'schemes':
      return catalog.schemes.every().map(({ id, name, version, stage, leaves, full }) => ({
        id,
        name,
        about: `${version} ${stage}  ${leaves.length}${full.isZero() ? '' : `  /${full.toFixed()}`}`,
      }))
    case 'forms':
      return catalog.forms.every().map(({ id, name, by }) => ({ id, name, about: by }))
    case 'reports':
      return catalog.reports.every().map(({ id, name, level }) => ({ id, name, about: level }))
    case 'codelists':
      return [...catalog.codeLists.values()].map(({ id, name, codes }) => ({
        id,
        name,
        about: String(codes.length),
      }))
    case 'parameters':
      return [...catalog.parameters.values()].map(({ id, name, unit, values }) => ({
        id,
        name,
        about: `${units(unit)}  ${values.map((entry) => `${entry.from}: ${entry.value}`).join(', ')}`,
      }))
    case 'units':
      return catalog.units
        .definitions()
        .map(({ id, name, base, scale }) => ({ id, name, about: base ? `${scale} ${base}` : '' }))
  }
}

function show(id: string, language: 'zh' | 'en') {
  const { catalog, raw } = readCatalog()
  const found = raw.files
    .filter((file) => Array.isArray(file.content))
    .flatMap((file) =>
      (file.content as Record<string, unknown>[]).map((definition) => ({ file: file.file, definition })),
    )
    .filter(({ definition }) => definition.id === id || definition.code === id)
  if (found.length === 0)
    throw new AppError('CAT-002', { id, kinds: Object.keys(kinds).join(', ') }, { kind: 'not_found' })
  const indicator = catalog.indicators.versions(id).at(-1)
  const words = indicator ? [describe(indicator.formula, catalogNames(catalog, language), language)] : []
  return {
    json: found,
    text: found
      .map(({ file, definition }) =>
        [`catalog/${file}`, ...words, JSON.stringify(definition, null, 2)].join('\n'),
      )
      .join('\n\n'),
  }
}
