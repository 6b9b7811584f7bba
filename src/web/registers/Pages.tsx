import { Button } from 'antd'
import type { RowsPage } from '../../http/contract/registers.ts'
import { useSpeech } from '../i18n/language.tsx'
import { grouped } from '../parts/numbers.ts'

/** Which rows of how many are shown, and the way to the others. */
export function Pages({
  page: { page, size, total },
  onPage,
}: {
  readonly page: RowsPage
  readonly onPage: (page: number) => void
}) {
  const { t } = useSpeech()
  const last = Math.max(1, Math.ceil(total / size))
  const shown = {
    from: total === 0 ? 0 : (page - 1) * size + 1,
    to: Math.min(total, page * size),
    total: grouped(String(total)),
  }
  return (
    <nav className="rows__pages" aria-label={t('reg.pages')}>
      <span role="status">{t('reg.shown', shown)}</span>
      <Button disabled={page <= 1} onClick={() => onPage(1)}>
        {t('reg.page_first')}
      </Button>
      <Button disabled={page <= 1} onClick={() => onPage(page - 1)}>
        {t('reg.page_before')}
      </Button>
      <span>{t('reg.page', { page, last })}</span>
      <Button disabled={page >= last} onClick={() => onPage(page + 1)}>
        {t('reg.page_next')}
      </Button>
      <Button disabled={page >= last} onClick={() => onPage(last)}>
        {t('reg.page_last')}
      </Button>
    </nav>
  )
}
