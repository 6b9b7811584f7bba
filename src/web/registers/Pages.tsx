import { Button } from 'antd'
import { useState } from 'react'
import type { RowsPage } from '../../http/contract/registers.ts'
import { useSpeech } from '../i18n/language.tsx'
import { grouped } from '../parts/numbers.ts'

/** Up to this many pages, stepping is as quick as typing a number. */
const FEW = 3

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
      <span>{t('reg.page', { page: grouped(String(page)), last: grouped(String(last)) })}</span>
      <Button disabled={page >= last} onClick={() => onPage(page + 1)}>
        {t('reg.page_next')}
      </Button>
      <Button disabled={page >= last} onClick={() => onPage(last)}>
        {t('reg.page_last')}
      </Button>
      {last > FEW ? <Jump key={page} page={page} last={last} onPage={onPage} /> : null}
    </nav>
  )
}

/** To a page by its number; one beyond the last is the last. */
function Jump({
  page,
  last,
  onPage,
}: {
  readonly page: number
  readonly last: number
  readonly onPage: (page: number) => void
}) {
  const { t } = useSpeech()
  const [typed, setTyped] = useState(String(page))
  const wanted = Number(typed)
  const isPage = Number.isInteger(wanted) && wanted > 0
  return (
    <form
      className="rows__jump"
      onSubmit={(event) => {
        event.preventDefault()
        if (isPage) onPage(Math.min(wanted, last))
      }}
    >
      <input
        className="text-field"
        inputMode="numeric"
        aria-label={t('reg.page_jump')}
        aria-invalid={!isPage}
        value={typed}
        onFocus={(event) => event.target.select()}
        onChange={({ target }) => setTyped(target.value.trim())}
      />
      <Button htmlType="submit" disabled={!isPage}>
        {t('reg.page_go')}
      </Button>
    </form>
  )
}
