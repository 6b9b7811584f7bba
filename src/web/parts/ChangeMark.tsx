import type { ShownValue } from '../../http/contract.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from './Icon.tsx'
import { grouped } from './numbers.ts'
import { withUnit } from './shown.ts'

type Change = NonNullable<ShownValue['change']>

const signs = { up: '+', down: '−', same: '' } as const

/** The difference to last year: arrow, sign and unit in plain ink. Whether more is better is said elsewhere. */
export function ChangeMark({ change }: { readonly change: Change }) {
  const { t, say } = useSpeech()
  const amount = `${signs[change.direction]}${withUnit(grouped(change.amount), say(change.unitLabel))}`
  return (
    <span className="change">
      <Icon name={change.direction} />
      <span className="visually-hidden">{t(`change.${change.direction}`)} </span>
      {change.direction === 'same' ? (
        <span aria-hidden="true">{t('change.same')}</span>
      ) : (
        <span className="change__amount">{amount}</span>
      )}
      {change.growth !== undefined && change.direction !== 'same' ? (
        <span className="change__growth">{t('change.growth', { growth: grouped(change.growth) })}</span>
      ) : null}
    </span>
  )
}
