/** For the `ref` of what has just been opened: the keyboard goes on there, and a narrow page scrolls to it. */
export function arrive(element: HTMLElement | null): void {
  element?.focus()
}
