import { Button } from 'antd'
import { useCallback, useMemo, useState } from 'react'
import type { VerdictName, VerifiedText } from '../../http/contract/verify.ts'
import { useSpeech } from '../i18n/language.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { Icon } from '../parts/Icon.tsx'
import { ClaimList } from './ClaimList.tsx'
import { CoverageCard } from './CoverageCard.tsx'
import { MarkedText } from './MarkedText.tsx'
import { byWeight, type Mark, marksOf } from './marks.ts'
import { type Handed, makeFile, save, stemOf } from './send.ts'

/** What agrees and what cannot be known is there for who asks; findings show at once. */
const findings: readonly VerdictName[] = ['contradicted', 'base_unclear', 'last_digit']

/** A checked report: coverage, claims, the marked text, downloads. */
export function Checked({ handed, checked }: { readonly handed: Handed; readonly checked: VerifiedText }) {
  const [shown, setShown] = useState<ReadonlySet<VerdictName>>(new Set(findings))
  const [chosen, setChosen] = useState<string>()
  const claims = useMemo(() => byWeight(checked.claims), [checked])
  const marks = useMemo(() => marksOf(checked.claims), [checked])
  // A second click on a number goes on to the next claim that uses it.
  const chooseMark = useCallback(
    ({ claims: using }: Mark) => {
      const next = using[(using.findIndex(({ id }) => id === chosen) + 1) % using.length]
      if (!next) return
      setShown((before) => new Set([...before, next.verdict]))
      setChosen(next.id)
    },
    [chosen],
  )
  return (
    <>
      <Downloads handed={handed} checked={checked} />
      <CoverageCard checked={checked} />
      <div className="checked">
        <ClaimList
          claims={claims}
          counts={checked.summary.by_verdict}
          shown={shown}
          onShown={setShown}
          chosen={chosen}
          onChoose={setChosen}
          onGo={goTo}
        />
        <MarkedText checked={checked} marks={marks} chosen={chosen} onChoose={chooseMark} />
      </div>
    </>
  )
}

/** Brings a number of the text into view and the keyboard to it. */
function goTo(start: number): void {
  const number = document.getElementById(`number-${start}`)
  number?.scrollIntoView({ block: 'center' })
  number?.focus({ preventScroll: true })
}

function Downloads({ handed, checked }: { readonly handed: Handed; readonly checked: VerifiedText }) {
  const { t, language } = useSpeech()
  const [making, setMaking] = useState<'page' | 'document'>()
  const [error, setError] = useState<unknown>()
  const make = async (what: 'page' | 'document') => {
    setMaking(what)
    setError(undefined)
    try {
      const { name, content } = await makeFile(handed, what, language)
      save(name, content)
    } catch (cause) {
      setError(cause)
    } finally {
      setMaking(undefined)
    }
  }
  const json = () =>
    save(
      `${stemOf(handed.file.name)}.json`,
      new Blob([JSON.stringify(checked, null, 2)], { type: 'application/json' }),
    )
  return (
    <>
      <div className="downloads">
        {checked.format === 'docx' ? (
          <Button
            type="primary"
            icon={<Icon name="download" />}
            loading={making === 'document'}
            onClick={() => make('document')}
          >
            {t('verify.take_docx')}
          </Button>
        ) : null}
        <Button icon={<Icon name="download" />} loading={making === 'page'} onClick={() => make('page')}>
          {t('verify.take_html')}
        </Button>
        <Button icon={<Icon name="download" />} onClick={json}>
          {t('verify.take_json')}
        </Button>
      </div>
      {error === undefined ? null : <ErrorState error={error} />}
    </>
  )
}
