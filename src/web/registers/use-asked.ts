import { useCallback, useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import { type Asked, type AskedPart, addressOf, askedBy } from './asked.ts'
import type { Landing } from './Grid.tsx'

/**
 * Which rows are looked at, kept in the address. The address is written past the router: going to it would take the
 * keyboard away from where someone works.
 */
export function useAsked() {
  const { pathname, search } = useLocation()
  const [asked, setAsked] = useState(() => askedBy(search))
  const [landing, setLanding] = useState<Landing | undefined>(() => {
    const { around } = askedBy(search)
    return around === undefined ? undefined : { to: around, turn: 1 }
  })
  const say = useCallback(
    (said: Asked) => history.replaceState(history.state, '', `${pathname}${addressOf(said)}`),
    [pathname],
  )
  const ask = useCallback(
    (part: AskedPart) =>
      setAsked((before) => {
        const { around: _, ...rest } = before
        // Read back from its address, so that what is shown is what a link to it shows.
        return askedBy(addressOf({ ...rest, page: 1, ...part }))
      }),
    [],
  )
  /** Asks for other rows and leads the keyboard to one of them. */
  const lead = (part: AskedPart, to: Landing['to']) => {
    setLanding((before) => ({ to, turn: (before?.turn ?? 0) + 1 }))
    ask(part)
  }
  useEffect(() => {
    say(asked)
  }, [asked, say])
  /** Remembers the row that someone works on, for when they come back; nothing is asked for anew. */
  const note = useCallback((page: number, row: number) => say({ ...asked, page, around: row }), [asked, say])
  return { asked, landing, ask, lead, note }
}
