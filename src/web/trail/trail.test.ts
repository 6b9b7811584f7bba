import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { filterIn, queryOf, SUBJECTS } from './filter.ts'

const sources = import.meta.glob<string>(['../../app/permissions.ts', '../../app/**/*.ts'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const files = import.meta.glob<string>('../../../catalog/messages/screens.zh.yaml', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const texts = parse(Object.values(files)[0] ?? '') as Record<string, string>
const permissions = sources['../../app/permissions.ts'] ?? ''
const written = Object.values(sources).join('\n')
const actions = [
  ...[...permissions.matchAll(/^ {2}'([a-z_]+\.[a-z_]+)':/gm)].map(([, action = '']) => action),
  ...[...written.matchAll(/'((?:session|trail)\.[a-z_]+)'/g)].map(([, action = '']) => action),
]

test('every action that can stand in the trail has a name, and its subject can be looked for', () => {
  expect(actions).toContain('submission.accept')
  expect(actions).toContain('session.sign_in')
  expect(actions.filter((action) => !(`trail.action.${action}` in texts))).toEqual([])
  const subjects: readonly string[] = SUBJECTS
  expect(actions.filter((action) => !subjects.includes(action.split('.')[0] ?? ''))).toEqual([])
})

test('a search from a day to a day holds both days, by the city’s clock', () => {
  const filter = filterIn(new URLSearchParams('from=2018-10-09&to=2018-10-09&actor=+&org=x'))
  expect(filter).toEqual({ from: '2018-10-09', to: '2018-10-09' })
  expect(queryOf(filter)).toEqual({ from: '2018-10-08T16:00:00.000Z', to: '2018-10-09T15:59:59.000Z' })
})
