const zone = 'Asia/Shanghai'

/** `2017-10-09`, as tables have it. */
export function dayText(time: string): string {
  return new Date(time).toLocaleDateString('sv-SE', { timeZone: zone })
}

/** `2017-10-09 14:05`. */
export function momentText(time: string): string {
  return new Date(time).toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
}

/** `14:05`. */
export function clockText(time: Date): string {
  return time.toLocaleTimeString('sv-SE', { timeZone: zone, timeStyle: 'short' })
}

/** The end of a day as a time, for a deadline that was picked as a day. */
export function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59+08:00`).toISOString()
}

/** Midnight at the beginning of a day. */
export function startOfDay(day: string): string {
  return new Date(`${day}T00:00:00+08:00`).toISOString()
}

/** The day some days from today, as a date field wants it. */
export function inDays(days: number): string {
  return dayText(new Date(Date.now() + days * 86_400_000).toISOString())
}
