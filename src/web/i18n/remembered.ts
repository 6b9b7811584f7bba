/** A choice that outlives the visit, where the browser lets us keep it. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`vetted.${key}`, value)
  } catch {
    // Private windows may refuse; the choice then holds for this page.
  }
}

export function recall(key: string): string | undefined {
  try {
    return localStorage.getItem(`vetted.${key}`) ?? undefined
  } catch {
    return undefined
  }
}
