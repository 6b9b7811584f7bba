import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useMemo, useRef, useState } from 'react'
import { Link, useLocation, useNavigate, useParams } from 'react-router'
import type { Catalog } from '../../catalog/index.ts'
import type { DeskFinding, EntryDocument } from '../../http/contract/entry.ts'
import { OwnPlace } from '../frame/OwnPlace.tsx'
import { orgName } from '../frame/org-name.ts'
import { PageFrame } from '../frame/PageFrame.tsx'
import { useSpeech } from '../i18n/language.tsx'
import { ErrorState } from '../parts/ErrorState.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { useToast } from '../parts/Toast.tsx'
import { catalogQuery, entryQuery, findingsQuery } from '../registers/queries.ts'
import { deskLink, formLink } from './addresses.ts'
import { CellStory } from './CellStory.tsx'
import { Conflicts } from './Conflicts.tsx'
import { FindingList } from './FindingList.tsx'
import { FormRegisters } from './FormRegisters.tsx'
import { focusCell } from './focus-cell.ts'
import { Grid } from './Grid.tsx'
import { findingsOf } from './local-findings.ts'
import type { Pasted } from './paste.ts'
import { type EntryRow, type EntrySection, sectionsOf } from './rows.ts'
import { type OnSaved, useDraft } from './use-draft.ts'
import { useKeys } from './use-keys.ts'
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
  const server = useQuery(findingsQuery(org.code, year))
  const draft = useDraft(entry, form, useAfterSave(org.code, year, form))
  const [chosen, setChosen] = useState<EntryRow>()
  const [misfit, setMisfit] = useState<string>()
  const toast = useToast()
  const panel = useRef<HTMLElement>(null)
  const sections = useMemo(() => sectionsOf(catalog, entry, form), [catalog, entry, form])
  const found = useMemo(() => findingsOf(catalog, entry, draft.contents), [catalog, entry, draft.contents])
  const findings = useMemo(
    () => onForm(sections, found, server.data?.findings ?? []),
    [sections, found, server.data],
  )
  useCellOfAddress()
  const [undo, redo] = [draft.acts.undo, draft.acts.redo].map((act) => () => {
    const [first] = act()
    if (first !== undefined) focusCell(first)
  }) as [() => void, () => void]
  const help = () => {
    panel.current?.scrollIntoView({ block: 'nearest' })
    panel.current?.focus()
  }
  useKeys({ undo, redo, help })
  const onPasted = (row: EntryRow, result: Pasted) => {
    const name = say(row.element.name)
    if ('cells' in result) {
      setMisfit(undefined)
      const { size } = result.cells
      const { unread: unreadCells, parts, last } = result
      const text = t(unreadCells > 0 ? 'fill.pasted_in_part' : 'fill.pasted', {
        count: size - unreadCells,
        unread: unreadCells,
      })
      const reach =
        parts > 1 && last ? t('fill.pasted_over', { parts, last: say(last.part ?? last.element.name) }) : ''
      toast({ text: `${text}${reach}` })
    } else {
      const { has, room, outside } = result
      const shown = outside.slice(0, SHOWN_OUTSIDE).map((cell) => t('fill.quoted', { text: cell }))
      setMisfit(
        t(`fill.misfit.${result.misfit}`, {
          name,
          has,
          room,
          outside: shown.join(t('list.separator')),
          count: outside.length,
        }),
      )
    }
  }
  const definition = catalog.forms.inForce(form, year)
  const title = definition ? say(definition.name) : form
  const unread = [...draft.contents.values()].filter((content) => content.unread).length
  return (
    <PageFrame
      place={<OwnPlace org={org.code} year={year} linkTo={(code, at) => formLink(code, at, form)} />}
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
          {unread > 0 ? ` · ${t('fill.unread', { count: unread })}` : ''}
        </span>
      }
      action={
        entry.mayWrite ? (
          <div className="entry__buttons">
            <Button
              disabled={!draft.canUndo}
              onClick={undo}
              title={t('fill.undo_tip')}
              aria-keyshortcuts="Control+Z"
            >
              {t('fill.undo')}
            </Button>
            <Button
              disabled={!draft.canRedo}
              onClick={redo}
              title={t('fill.redo_tip')}
              aria-keyshortcuts="Control+Y Control+Shift+Z"
            >
              {t('fill.redo')}
            </Button>
          </div>
        ) : null
      }
      explanation={
        <>
          <CellStory row={chosen} catalog={catalog} year={year} panel={panel} />
          <FindingList
            findings={findings}
            catalog={catalog}
            org={org.code}
            year={year}
            form={form}
            mayWrite={entry.mayWrite}
          />
        </>
      }
    >
      {draft.state === 'failed' ? <ErrorState error={draft.error} retry={draft.acts.retry} /> : null}
      <Conflicts draft={draft} catalog={catalog} year={year} />
      {misfit === undefined ? null : (
        <p className="notice notice--error" role="alert">
          {misfit}{' '}
          <Button size="small" onClick={() => setMisfit(undefined)}>
            {t('fill.understood')}
          </Button>
        </p>
      )}
      <FormRegisters entry={entry} catalog={catalog} form={form} />
      {sections.length === 0 ? (
        <p className="note">{t('fill.only_registers')}</p>
      ) : (
        <p className="note">{t('fill.keys')}</p>
      )}
      <Grid
        catalog={catalog}
        sections={sections}
        draft={draft}
        findings={findings}
        year={year}
        mayWrite={entry.mayWrite}
        onChoose={setChosen}
        onPasted={onPasted}
      />
    </PageFrame>
  )
}

/** Cells without a place that are named; more are counted. */
const SHOWN_OUTSIDE = 6

/** The server speaks for what needs other schools and rows; what is typed is judged here and now. */
function onForm(
  sections: readonly EntrySection[],
  found: ReturnType<typeof findingsOf>,
  server: readonly DeskFinding[],
): DeskFinding[] {
  const elements = new Set(sections.flatMap(({ rows }) => rows.map(({ element }) => element.id)))
  return [
    ...found.map((finding) => ({
      ...finding,
      count: 1,
      isLocal: true,
      ...explained(server, finding.inputKey),
    })),
    ...server.filter(({ isLocal }) => !isLocal),
  ].filter(({ at }) => at.elements?.some((id) => elements.has(id)))
}

/** After a save the findings are asked for anew; who has left the form is told of what could not be kept. */
function useAfterSave(org: string, year: number, form: string): OnSaved {
  const queries = useQueryClient()
  const { t } = useSpeech()
  const toast = useToast()
  const navigate = useNavigate()
  return ({ isLeft, unkept }) => {
    void queries.invalidateQueries({ queryKey: findingsQuery(org, year).queryKey })
    if (!isLeft) return
    void queries.invalidateQueries({ queryKey: entryQuery(org, year).queryKey })
    if (unkept === 0) return
    const back = { label: t('fill.back_to_form'), run: () => void navigate(formLink(org, year, form)) }
    toast({ text: t('fill.unkept', { count: unkept }), action: back })
  }
}

/** Leads the keyboard to the cell that the address names. */
function useCellOfAddress(): void {
  const { hash, key } = useLocation()
  useEffect(() => {
    const [wanted] = new URLSearchParams(hash.slice(1)).keys()
    if (wanted !== undefined && key !== '') focusCell(wanted)
  }, [hash, key])
}

function explained(findings: readonly DeskFinding[], key: string): { explanation?: string } {
  const explanation = findings.find(({ inputKey }) => inputKey === key)?.explanation
  return explanation === undefined ? {} : { explanation }
}
