import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { flushSync } from 'react-dom'
import { recall, remember } from '../i18n/remembered.ts'
import type { Mode } from './tokens.ts'

export type Choice = Mode | 'system'

interface ModeState {
  /** What is shown now; paper is always light. */
  readonly mode: Mode
  readonly choice: Choice
  readonly setChoice: (choice: Choice) => void
}

const ModeContext = createContext<ModeState | undefined>(undefined)
const darkQuery = '(prefers-color-scheme: dark)'

export function ModeProvider({ children }: { readonly children: ReactNode }) {
  const [choice, setStored] = useState<Choice>(() => {
    const stored = recall('theme')
    return stored === 'light' || stored === 'dark' ? stored : 'system'
  })
  const [systemIsDark, setSystemIsDark] = useState(() => matchMedia(darkQuery).matches)
  const [isPrinting, setIsPrinting] = useState(false)
  useEffect(() => {
    const query = matchMedia(darkQuery)
    const follow = () => setSystemIsDark(query.matches)
    // Charts carry their colours with them, so they are drawn again for paper before the browser takes its picture.
    const before = () => flushSync(() => setIsPrinting(true))
    const after = () => setIsPrinting(false)
    query.addEventListener('change', follow)
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      query.removeEventListener('change', follow)
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [])
  const screenMode: Mode = choice === 'system' ? (systemIsDark ? 'dark' : 'light') : choice
  useEffect(() => {
    document.documentElement.dataset.theme = screenMode
  }, [screenMode])
  const setChoice = useCallback((next: Choice) => {
    remember('theme', next)
    setStored(next)
  }, [])
  const state = useMemo<ModeState>(
    () => ({ mode: isPrinting ? 'light' : screenMode, choice, setChoice }),
    [isPrinting, screenMode, choice, setChoice],
  )
  return <ModeContext value={state}>{children}</ModeContext>
}

export function useMode(): ModeState {
  const state = useContext(ModeContext)
  if (!state) throw new Error('useMode stands outside ModeProvider')
  return state
}
