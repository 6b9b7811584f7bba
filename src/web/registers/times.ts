/** `2018-10-09 14:05`, as it was in China. */
export function momentText(time: string): string {
  return new Date(time).toLocaleString('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'short',
  })
}
