const shapes = {
  up: 'M8 13V3M4 7l4-4 4 4',
  down: 'M8 3v10M4 9l4 4 4-4',
  same: 'M3 8h10M9.5 4.5 13 8l-3.5 3.5',
  error: 'M8 4.5v4.5M8 11.5v.5M8 1.5 15 14H1Z',
  note: 'M8 7.2V12M8 4.2v.4M8 1.2a6.8 6.8 0 1 1 0 13.6A6.8 6.8 0 0 1 8 1.2Z',
  done: 'm3 8.5 3.2 3.2L13 4.8',
  missed: 'm4 4 8 8M12 4l-8 8',
  open: 'm6 3.5 4.5 4.5L6 12.5',
  search: 'M7 2.2a4.8 4.8 0 1 1 0 9.6A4.8 4.8 0 0 1 7 2.2ZM10.6 10.6 14 14',
  download: 'M8 2v8.5M4.5 7.2 8 10.7l3.5-3.5M2.5 13.7h11',
} as const

export type IconName = keyof typeof shapes

/** A small drawing beside a word that says the same; by itself it says nothing to those who hear the page. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className={`icon icon--${name}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  )
}
