import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { Link, useParams } from 'react-router'
import type { Catalog } from '../../catalog/index.ts'
import type { DeskFinding, EntryDocument } from '../../http/contract/entry.ts'
import { OrgYearPicker } from '../frame/OrgYearPicker.tsx'
import { orgName } from '../frame/org-name.ts'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { catalogQuery, entryQuery, findingsQuery } from '../registers/queries.ts'
import { deskLink, formLink } from './addresses.ts'
import { CellStory } from './CellStory.tsx'
import { Conflicts } from './Conflicts.tsx'
import { FindingList } from './FindingList.tsx'
import { Grid } from './Grid.tsx'
import { findingsOf } from './local-findings.ts'
import { type EntryRow, sectionsOf } from './rows.ts'
import { useDraft } from './use-draft.ts'
import '../quality/quality.css'
import './entry.css'

/** `/desk/:org/:year/forms/:form`: one form, filled in cell by cell, checked while typing, saved by itself. */
export function Component() {
  const { org = '', year = '', form = '' } = useParams()
  const { t } = useSpeech()
  const entry = useQuery(entryQuery(org, Number(year)))
  const catalog = useQuery(catalogQuery)
  if (entry.data && catalog.data)
    return <Entry key={`${org}/${year}/${form}`} entry={entry.data} catalog={catalog.data} form={form} />
  return (
    <PageFrame place={null} title={t('fill.title')} windowTitle={t('fill.title')}>
      <Loaded query={entry}>{() => <Loaded query={catalog}>{() => null}</Loaded>}</Loaded>
    </PageFrame>
  )
}

function Entry({
  entry,
  catalog,
  form,
}: {
  readonly entry: EntryDocument
  readonly catalog: Catalog
  readonly form: string
}) {
  const { t, say, language } = useSpeech()
  const { org, year } = entry
  const queries = useQueryClient()
  const server = useQuery(findingsQuery(org.code, year))
  const draft = useDraft(
    entry,
    form,
    () => void queries.invalidateQueries({ queryKey: findingsQuery(org.code, year).queryKey }),
  )
  const [chosen, setChosen] = useState<EntryRow>()
  const sections = useMemo(() => sectionsOf(catalog, entry, form), [catalog, entry, form])
  const found = useMemo(() => findingsOf(catalog, entry, draft.contents), [catalog, entry, draft.contents])
  const elements = new Set(sections.flatMap(({ rows }) => rows.map(({ element }) => element.id)))
  // The server speaks for what needs other schools and rows; what is typed is judged here and now.
  const findings: DeskFinding[] = [
    ...found.map((finding) => ({
      ...finding,
      count: 1,
      isLocal: true,
      ...explained(server.data?.findings, finding.inputKey),
    })),
    ...(server.data?.findings.filter(({ isLocal }) => !isLocal) ?? []),
  ].filter(({ at }) => at.elements?.some((id) => elements.has(id)))
  const definition = catalog.forms.inForce(form, year)
  const title = definition ? say(definition.name) : form
  return (
    <PageFrame
      place={<OrgYearPicker org={org.code} year={year} linkTo={(code, at) => formLink(code, at, form)} />}
      title={title}
      windowTitle={title}
      above={
        <>
          <Link to={deskLink(org.code, year)}>{t('fill.back')}</Link> · {orgName(org, language)} ·{' '}
          {entry.title}
        </>
      }
      state={
        <span role="status" className="note">
          {t(entry.mayWrite ? `fill.save.${draft.state}` : 'fill.locked')}
        </span>
      }
      action={
        <Button disabled={!draft.canUndo} onClick={draft.undo}>
          {t('fill.undo')}
        </Button>
      }
      explanation={
        <>
          {chosen ? (
            <CellStory row={chosen} catalog={catalog} year={year} />
          ) : (
            <p className="note">{t('fill.choose')}</p>
          )}
          <FindingList findings={findings} org={org.code} year={year} mayWrite={entry.mayWrite} />
        </>
      }
    >
      {draft.state === 'failed' ? <ErrorState error={draft.error} retry={draft.retry} /> : null}
      <p className="note">{t('fill.keys')}</p>
      {sections.length === 0 ? <p className="note">{t('fill.only_registers')}</p> : null}
      <Grid
        catalog={catalog}
        sections={sections}
        draft={draft}
        findings={findings}
        year={year}
        mayWrite={entry.mayWrite}
        onChoose={setChosen}
      />
      <Conflicts draft={draft} catalog={catalog} year={year} />
    </PageFrame>
  )
}

function explained(findings: readonly DeskFinding[] | undefined, key: string): { explanation?: string } {
  const explanation = findings?.find(({ inputKey }) => inputKey === key)?.explanation
  return explanation === undefined ? {} : { explanation }
}
