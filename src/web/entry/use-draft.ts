import { useCallback, useEffect, useRef, useState } from 'react'
import type { CellConflict, DraftCell, EntryDocument, SavedCells } from '../../http/contract/entry.ts'
import { apiUrl, sendJson } from '../data/client.ts'
import { ApiProblem } from '../data/problem.ts'
import { keyOf } from './rows.ts'

/** What stands in a cell: a value, or the reason why there is none, or nothing yet. */
export interface Content {
  readonly value: string | null
  readonly reason: string | null
}

export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed'

export interface Draft {
  readonly contents: ReadonlyMap<string, Content>
  readonly state: SaveState
  readonly error: unknown
  /** Cells in which someone else was quicker, as they stand now. */
  readonly conflicts: readonly DraftCell[]
  set(key: string, content: Content): void
  undo(): void
  readonly canUndo: boolean
  /** Settles a conflict: mine is written over theirs, or theirs stays. */
  settle(conflict: DraftCell, mine: boolean): void
  retry(): void
}

/** Quiet time after a keystroke before what was typed is sent. */
const PAUSE = 500
const EMPTY: Content = { value: null, reason: null }

/** The cells of a form as they are typed: kept, sent by themselves, never lost and never over someone else's. */
export function useDraft(entry: EntryDocument, form: string, onSaved: () => void): Draft {
  const [contents, setContents] = useState(() => initial(entry))
  const [state, setState] = useState<SaveState>('saved')
  const [error, setError] = useState<unknown>()
  const [conflicts, setConflicts] = useState<readonly DraftCell[]>([])
  const [past, setPast] = useState<readonly { key: string; content: Content }[]>([])
  const revisions = useRef(
    new Map(entry.cells.map(({ element, cell, revision }) => [keyOf(element, cell), revision])),
  )
  const latest = useRef(contents)
  const waiting = useRef(new Set<string>())
  const timer = useRef<number>(undefined)
  const isSending = useRef(false)
  const saved = useRef(onSaved)
  saved.current = onSaved
  const again = useRef(() => {})

  const send = useCallback(async () => {
    if (isSending.current || waiting.current.size === 0) return
    isSending.current = true
    setState('saving')
    let hasAnswer = true
    const keys = [...waiting.current]
    waiting.current.clear()
    const cells = keys.map((key) => {
      const [element = '', cell = ''] = key.split('|')
      return {
        element,
        cell,
        ...(latest.current.get(key) ?? EMPTY),
        revision: revisions.current.get(key) ?? 0,
      }
    })
    try {
      const url = apiUrl(['orgs', entry.org.code, 'years', entry.year, 'entry', form, 'cells'])
      take(await sendJson<SavedCells>('POST', url, { cells }), revisions.current)
      setError(undefined)
      setState(waiting.current.size > 0 ? 'waiting' : 'saved')
    } catch (cause) {
      const refusal = cause instanceof ApiProblem ? (cause.trouble as Partial<CellConflict>) : undefined
      if (refusal?.conflicts && refusal.saved) {
        take({ saved: refusal.saved, conflicts: [] }, revisions.current)
        setConflicts((before) => [...before, ...(refusal.conflicts ?? [])])
        setState('saved')
      } else {
        for (const key of keys) waiting.current.add(key)
        hasAnswer = false
        setError(cause)
        setState('failed')
      }
    } finally {
      isSending.current = false
      // What was typed meanwhile found the way taken and is sent now.
      if (hasAnswer && waiting.current.size > 0) again.current()
      saved.current()
    }
  }, [entry.org.code, entry.year, form])
  again.current = () => void send()

  const soon = useCallback(() => {
    setState('waiting')
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void send(), PAUSE)
  }, [send])

  const put = useCallback(
    (key: string, content: Content) => {
      const next = new Map(latest.current).set(key, content)
      latest.current = next
      setContents(next)
      waiting.current.add(key)
      soon()
    },
    [soon],
  )

  // What was read anew, after an import or another's save, takes its place where nothing of one's own waits.
  useEffect(() => {
    const next = new Map(latest.current)
    for (const { element, cell, value, reason, revision } of entry.cells) {
      const key = keyOf(element, cell)
      if (waiting.current.has(key) || revision <= (revisions.current.get(key) ?? 0)) continue
      revisions.current.set(key, revision)
      next.set(key, { value, reason })
    }
    latest.current = next
    setContents(next)
  }, [entry.cells])

  // What is still waiting goes out before the page is left; the browser asks where it cannot wait.
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => {
      if (waiting.current.size > 0 || isSending.current) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => {
      window.removeEventListener('beforeunload', ask)
      window.clearTimeout(timer.current)
      void send()
    }
  }, [send])

  return {
    contents,
    state,
    error,
    conflicts,
    set: (key, content) => {
      setPast((before) => [...before.slice(-99), { key, content: latest.current.get(key) ?? EMPTY }])
      put(key, content)
    },
    undo: () => {
      const last = past.at(-1)
      if (!last) return
      setPast(past.slice(0, -1))
      put(last.key, last.content)
    },
    canUndo: past.length > 0,
    settle: (conflict, mine) => {
      const key = keyOf(conflict.element, conflict.cell)
      revisions.current.set(key, conflict.revision)
      setConflicts((before) => before.filter((one) => one !== conflict))
      if (mine) put(key, latest.current.get(key) ?? EMPTY)
      else {
        latest.current = new Map(latest.current).set(key, { value: conflict.value, reason: conflict.reason })
        setContents(latest.current)
      }
    },
    retry: () => void send(),
  }
}

function initial(entry: EntryDocument): ReadonlyMap<string, Content> {
  return new Map(
    entry.cells.map(({ element, cell, value, reason }) => [keyOf(element, cell), { value, reason }]),
  )
}

function take({ saved }: SavedCells, revisions: Map<string, number>): void {
  for (const { element, cell, revision } of saved) revisions.set(keyOf(element, cell), revision)
}
