import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Application } from '../../../http/contract/programmes.ts'
import { apiUrl, sendJson } from '../../data/client.ts'
import type { Saving } from '../evaluation/marking.ts'
import type { PartContent } from './part-fields.ts'

/**
 * Keeps the parts of an application one after the other, each naming the revision that it was written on. Where
 * somebody else wrote in between, the server says so and nothing is lost on the page.
 */
export function useWriting(application: Application) {
  const queries = useQueryClient()
  const [saving, setSaving] = useState<Saving>({ is: 'nothing' })
  const revision = useRef(application.revision)
  const line = useRef(Promise.resolve())
  if (application.revision > revision.current) revision.current = application.revision
  const address = ['applications', application.id]
  const read = () => queries.invalidateQueries({ queryKey: [apiUrl(address)] })
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
      await read()
    })
  }
  return {
    saving,
    keep: (part: string, content: PartContent) => send('PUT', ['parts', part], { content }),
    prefill: () => send('POST', ['prefill'], {}),
  }
}
