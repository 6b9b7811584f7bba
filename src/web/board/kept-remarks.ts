import { useState } from 'react'
import type { Submission } from '../../http/contract/submissions.ts'
import { useAccount } from '../data/session.ts'
import type { DraftRemark } from './Remarks.tsx'

/*
 * Remarks that were written and not yet sent stay in this browser, for the account, the return and its version, until
 * they go out with the decision: whoever looks something up elsewhere finds them again.
 */

export function useKeptRemarks({
  org,
  year,
  version,
}: Submission): [
  readonly DraftRemark[],
  (change: (before: readonly DraftRemark[]) => readonly DraftRemark[]) => void,
] {
  const account = useAccount()
  const key = `vetted.remarks ${account?.username ?? ''} ${org.code} ${year} ${version}`
  const [kept, setKept] = useState(() => read(key))
  const change = (how: (before: readonly DraftRemark[]) => readonly DraftRemark[]) =>
    setKept((before) => {
      const after = how(before)
      write(key, after)
      return after
    })
  return [kept, change]
}

function read(key: string): readonly DraftRemark[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isRemark) : []
  } catch {
    // Closed by the browser's settings, or written by another release.
    return []
  }
}

function isRemark(what: unknown): what is DraftRemark {
  const { place, name, text } = (what ?? {}) as Partial<Record<keyof DraftRemark, unknown>>
  return typeof place === 'object' && place !== null && typeof name === 'string' && typeof text === 'string'
}

function write(key: string, remarks: readonly DraftRemark[]): void {
  try {
    if (remarks.length === 0) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(remarks))
  } catch {
    // They live as long as the page.
  }
}
