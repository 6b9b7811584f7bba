import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { CellConflict, EntryDocument, SavedCells } from '../../http/contract/entry.ts'
import { apiUrl, sendJson } from '../data/client.ts'
import { ApiProblem } from '../data/problem.ts'
import type { Clash } from './clash.ts'
import { type Content, type Contents, EMPTY } from './content.ts'
import { leaveBehind, takeLeftBehind } from './left-behind.ts'
import { keyOf } from './rows.ts'
import { NO_STEPS, redone, type Steps, undone, withEnd, without, withStep } from './steps.ts'

export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed'

export interface Draft {
  readonly contents: Contents
  readonly state: SaveState
  readonly error: unknown
  /** Cells in which someone else was quicker, to be settled one after the other. */
  readonly clashes: readonly Clash[]
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly acts: DraftActs
}

/** What can be done to a draft; the same functions as long as the form is open. */
export interface DraftActs {
  /** Puts what was typed into a cell; keystrokes in one cell are one step until `leave`. */
  type(key: string, content: Content): void
  /** Changes cells in one step: a paste, a reason. */
  change(cells: Contents): void
  leave(): void
  /** Puts a cell back to what it was before it was typed in; false where nothing was typed. */
  takeBack(key: string): boolean
  /** Takes the last step back; the cells it changes. */
  undo(): readonly string[]
  redo(): readonly string[]
  /** Settles a clash: mine is written over theirs, or theirs stays. Both can be taken back. */
  settle(clash: Clash, keepsMine: boolean): void
  retry(): void
}

/** Quiet time after a keystroke before what was typed is sent. */
const PAUSE = 500

/** Told after every save, and how many cells could not be kept where the form was left already. */
export type OnSaved = (result: { readonly isLeft: boolean; readonly unkept: number }) => void

/** The cells of a form as they are typed: kept, sent by themselves, never lost and never over someone else's. */
export function useDraft(entry: EntryDocument, form: string, onSaved: OnSaved): Draft {
  const place = `${entry.org.code}/${entry.year}/${form}`
  const [contents, setContents] = useState(() => initial(entry))
  const [state, setState] = useState<SaveState>('saved')
  const [error, setError] = useState<unknown>()
  const [clashes, setClashes] = useState<readonly Clash[]>([])
  const [steps, setSteps] = useState(NO_STEPS)
  const now = useRef({ contents, clashes, steps })
  const revisions = useRef(
    new Map(entry.cells.map(({ element, cell, revision }) => [keyOf(element, cell), revision])),
  )
  const typedAt = useRef(new Map<string, string>())
  const waiting = useRef(new Set<string>())
  const underway = useRef<ReadonlySet<string>>(new Set())
  const timer = useRef<number>(undefined)
  const isLeft = useRef(false)
  const saved = useRef(onSaved)
  saved.current = onSaved
  const again = useRef(() => {})

  const showContents = useCallback((next: Contents) => {
    now.current.contents = next
    setContents(next)
  }, [])
  const showClashes = useCallback((next: readonly Clash[]) => {
    now.current.clashes = next
    setClashes(next)
  }, [])
  const showSteps = useCallback((next: Steps) => {
    now.current.steps = next
    setSteps(next)
  }, [])

  const send = useCallback(async () => {
    if (underway.current.size > 0 || waiting.current.size === 0) return
    const keys = [...waiting.current]
    underway.current = new Set(keys)
    waiting.current.clear()
    setState('saving')
    let hasAnswer = true
    let unkept = 0
    const cells = keys.map((key) => {
      const [element = '', cell = ''] = key.split('|')
      const { value, reason } = now.current.contents.get(key) ?? EMPTY
      return { element, cell, value, reason, revision: revisions.current.get(key) ?? 0 }
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
        const found = refusal.conflicts.map((theirs): Clash => {
          const key = keyOf(theirs.element, theirs.cell)
          waiting.current.delete(key)
          const mine = now.current.contents.get(key) ?? EMPTY
          return { key, theirs, mine, typedAt: typedAt.current.get(key) ?? new Date().toISOString() }
        })
        const isNew = new Set(found.map(({ key }) => key))
        if (isLeft.current) leaveBehind(place, { clashes: found, unsaved: new Map() })
        unkept = found.length
        showClashes([...now.current.clashes.filter(({ key }) => !isNew.has(key)), ...found])
        setState('saved')
      } else {
        for (const key of keys) waiting.current.add(key)
        hasAnswer = false
        if (isLeft.current) {
          const unsaved = new Map(
            [...waiting.current].map((key) => [key, now.current.contents.get(key) ?? EMPTY]),
          )
          leaveBehind(place, { clashes: [], unsaved })
          unkept = unsaved.size
        }
        setError(cause)
        setState('failed')
      }
    } finally {
      underway.current = new Set()
      // What was typed meanwhile found the way taken and is sent now.
      if (hasAnswer && waiting.current.size > 0) again.current()
      saved.current({ isLeft: isLeft.current, unkept })
    }
  }, [entry.org.code, entry.year, form, place, showClashes])
  again.current = () => void send()

  /** Shows what cells shall be, and sends it soon, but for what is being settled or could not be read. */
  const put = useCallback(
    (cells: Contents) => {
      const before = now.current.contents
      showContents(new Map([...before, ...cells]))
      const isClashing = new Set(now.current.clashes.map(({ key }) => key))
      const at = new Date().toISOString()
      for (const [key, content] of cells) {
        const old = before.get(key) ?? EMPTY
        if (old.value === content.value && old.reason === content.reason) continue
        typedAt.current.set(key, at)
        if (!isClashing.has(key)) waiting.current.add(key)
      }
      if (waiting.current.size === 0) return
      setState('waiting')
      window.clearTimeout(timer.current)
      timer.current = window.setTimeout(() => void send(), PAUSE)
    },
    [send, showContents],
  )

  // What was read anew, after an import or another's save, takes its place where nothing of one's own waits.
  useEffect(() => {
    const next = new Map(now.current.contents)
    const arrived = new Set<string>()
    const isOwn = new Set([
      ...waiting.current,
      ...underway.current,
      ...now.current.clashes.map(({ key }) => key),
    ])
    for (const { element, cell, value, reason, revision } of entry.cells) {
      const key = keyOf(element, cell)
      if (isOwn.has(key) || revision <= (revisions.current.get(key) ?? 0)) continue
      revisions.current.set(key, revision)
      next.set(key, { value, reason })
      arrived.add(key)
    }
    if (arrived.size === 0) return
    showContents(next)
    showSteps(without(now.current.steps, arrived))
  }, [entry.cells, showContents, showSteps])

  // What waits when the page is left is sent first; the browser asks where it cannot wait.
  useEffect(() => {
    isLeft.current = false
    const left = takeLeftBehind(place)
    if (left) {
      showClashes(left.clashes)
      showContents(
        new Map([...now.current.contents, ...left.clashes.map(({ key, mine }) => [key, mine] as const)]),
      )
      put(left.unsaved)
    }
    const ask = (event: BeforeUnloadEvent) => {
      const hasOwn = waiting.current.size + underway.current.size + now.current.clashes.length > 0
      if (hasOwn) event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => {
      window.removeEventListener('beforeunload', ask)
      window.clearTimeout(timer.current)
      isLeft.current = true
      if (now.current.clashes.length > 0)
        leaveBehind(place, { clashes: now.current.clashes, unsaved: new Map() })
      void send()
    }
  }, [place, put, send, showClashes, showContents])

  const acts = useMemo((): DraftActs => {
    const change = (cells: Contents, typing?: string) => {
      showSteps(withStep(now.current.steps, now.current.contents, cells, typing))
      put(cells)
    }
    const go = (to: ReturnType<typeof undone>) => {
      if (!to) return []
      showSteps(to.steps)
      put(to.cells)
      return [...to.cells.keys()]
    }
    return {
      type: (key, content) => change(new Map([[key, content]]), key),
      change: (cells) => change(cells),
      leave: () => showSteps(withEnd(now.current.steps)),
      takeBack: (key) => {
        const last = now.current.steps.past.at(-1)
        if (last?.typing !== key) return false
        showSteps({ past: now.current.steps.past.slice(0, -1), future: [] })
        put(last.before)
        return true
      },
      undo: () => go(undone(now.current.steps)),
      redo: () => go(redone(now.current.steps)),
      settle: ({ key, theirs }, keepsMine) => {
        const mine = now.current.contents.get(key) ?? EMPTY
        const other: Content = { value: theirs.value, reason: theirs.reason }
        revisions.current.set(key, theirs.revision)
        showClashes(now.current.clashes.filter((one) => one.key !== key))
        showContents(new Map(now.current.contents).set(key, other))
        if (keepsMine) change(new Map([[key, mine]]))
        else {
          const past = [...withEnd(now.current.steps).past]
          past.push({ before: new Map([[key, mine]]), after: new Map([[key, other]]) })
          showSteps({ past, future: [] })
        }
      },
      retry: () => void send(),
    }
  }, [put, send, showClashes, showContents, showSteps])

  return {
    contents,
    state,
    error,
    clashes,
    canUndo: steps.past.length > 0,
    canRedo: steps.future.length > 0,
    acts,
  }
}

function initial(entry: EntryDocument): Contents {
  return new Map(
    entry.cells.map(({ element, cell, value, reason }) => [keyOf(element, cell), { value, reason }]),
  )
}

function take({ saved }: SavedCells, revisions: Map<string, number>): void {
  for (const { element, cell, revision } of saved) revisions.set(keyOf(element, cell), revision)
}
