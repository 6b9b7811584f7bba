import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { apiUrl, sendJson } from '../../data/client.ts'
import type { Marking } from './criteria.ts'

export interface MarkChange {
  readonly criterion: string
  readonly mark?: string | null
  readonly note?: string
  readonly measure?: string
  readonly effect?: string
}

export type Saving =
  | { readonly is: 'nothing' }
  | { readonly is: 'saving' }
  | { readonly is: 'saved'; readonly at: Date }
  | { readonly is: 'refused'; readonly error: unknown; readonly retry: () => void }

/**
 * Keeps marks as they are given, one request after the other. What was refused stays on the page with its reason
 * until it is sent again.
 */
export function useMarking(evaluation: string, marking: Marking) {
  const queries = useQueryClient()
  const [saving, setSaving] = useState<Saving>({ is: 'nothing' })
  const waiting = useRef<MarkChange[]>([])
  const isSending = useRef(false)
  const flush = async () => {
    if (isSending.current) return
    isSending.current = true
    while (waiting.current.length > 0) {
      const marks = merged(waiting.current)
      waiting.current = []
      setSaving({ is: 'saving' })
      try {
        await sendJson('PUT', apiUrl(['evaluations', evaluation, `${marking}-marks`]), { marks })
        setSaving({ is: 'saved', at: new Date() })
      } catch (error) {
        waiting.current = merged([...marks, ...waiting.current])
        setSaving({ is: 'refused', error, retry: () => void flush() })
        break
      }
    }
    isSending.current = false
    // Points and progress follow from the marks.
    await queries.invalidateQueries({ queryKey: [apiUrl(['evaluations', evaluation])] })
    await queries.invalidateQueries({ queryKey: [apiUrl(['evaluations', evaluation, 'diagnosis'])] })
  }
  useEffect(() => {
    const stay = (event: BeforeUnloadEvent) => {
      if (waiting.current.length > 0) event.preventDefault()
    }
    window.addEventListener('beforeunload', stay)
    return () => window.removeEventListener('beforeunload', stay)
  }, [])
  return {
    saving,
    save: (change: MarkChange) => {
      waiting.current.push(change)
      void flush()
    },
  }
}

/** One change for each criterion: what was said last of each of its fields. */
function merged(changes: readonly MarkChange[]): MarkChange[] {
  const by = new Map<string, MarkChange>()
  for (const change of changes) by.set(change.criterion, { ...by.get(change.criterion), ...change })
  return [...by.values()]
}
