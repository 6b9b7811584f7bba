import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Application } from '../../../http/contract/programmes.ts'
import { apiUrl, sendJson } from '../../data/client.ts'
import type { Saving } from '../evaluation/marking.ts'
import type { PartContent } from './part-fields.ts'

/**
 * Keeps the parts of an application one after the other, each naming the revision that it was written on. What was
 * written on this page stands until it is left: an answer that comes late puts nothing old in its place. Where somebody
 * else wrote in between, the server says so, and nothing of theirs is overwritten.
 */
export function useWriting(application: Application) {
  const queries = useQueryClient()
  const [saving, setSaving] = useState<Saving>({ is: 'nothing' })
  const [filled, setFilled] = useState(0)
  const revision = useRef(application.revision)
  const line = useRef(Promise.resolve())
  const drafts = useRef(new Map<string, PartContent>())
  const address = ['applications', application.id]
  const send = (method: 'PUT' | 'POST', rest: readonly string[], body: object) => {
    line.current = line.current.then(async () => {
      setSaving({ is: 'saving' })
      try {
        const answer = await sendJson<{ revision: number }>(method, apiUrl([...address, ...rest]), {
          ...body,
          revision: revision.current,
        })
        revision.current = answer.revision
        setSaving({ is: 'saved', at: new Date() })
      } catch (error) {
        setSaving({ is: 'refused', error, retry: () => send(method, rest, body) })
      }
      await queries.invalidateQueries({ queryKey: [apiUrl(address)] })
      if (method === 'POST') {
        drafts.current.clear()
        setFilled((before) => before + 1)
      }
    })
  }
  return {
    saving,
    /** How often the parts were filled in anew: a form of before shows what is not there any more. */
    filled,
    contentOf: (part: string): PartContent =>
      drafts.current.get(part) ?? ((application.parts[part] ?? {}) as PartContent),
    keep: (part: string, content: PartContent) => {
      drafts.current.set(part, content)
      send('PUT', ['parts', part], { content })
    },
    prefill: () => send('POST', ['prefill'], {}),
  }
}
