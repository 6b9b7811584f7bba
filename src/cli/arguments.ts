import { type Command, InvalidArgumentError } from 'commander'
import { isReportingYear } from '../kernel/index.ts'

export function yearArgument(text: string): number {
  const year = Number(text)
  if (!isReportingYear(year)) throw new InvalidArgumentError('应为年份，例如 2017 · a year such as 2017')
  return year
}

export function portArgument(text: string): number {
  const port = Number(text)
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new InvalidArgumentError('应为 0 至 65535 的整数 · a whole number from 0 to 65535')
  }
  return port
}

export function withOrgAndYear(command: Command): Command {
  return command
    .requiredOption('--org <org>', '机构代码或名称 · code or name of an org unit')
    .requiredOption('--year <year>', '报告年度 · reporting year', yearArgument)
}

export interface OrgAndYear {
  readonly org: string
  readonly year: number
}
