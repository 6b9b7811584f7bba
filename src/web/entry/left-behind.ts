import type { Clash } from './clash.ts'
import type { Content } from './content.ts'

/** What could not be kept when the page was already left: it waits here until someone comes back to the form. */
export interface LeftBehind {
  readonly clashes: readonly Clash[]
  readonly unsaved: ReadonlyMap<string, Content>
}

const left = new Map<string, LeftBehind>()

export function leaveBehind(place: string, what: LeftBehind): void {
  const before = left.get(place)
  left.set(place, {
    clashes: [...(before?.clashes ?? []), ...what.clashes],
    unsaved: new Map([...(before?.unsaved ?? []), ...what.unsaved]),
  })
}

export function takeLeftBehind(place: string): LeftBehind | undefined {
  const what = left.get(place)
  left.delete(place)
  return what
}
