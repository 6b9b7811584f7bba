import { useParams } from 'react-router'

/** The addresses of the explorer. All state a reader may want to send to a colleague is in them. */
export function exploreLink(org: string, year: number, quantity?: string, search = ''): string {
  const path = ['/explore', org, String(year), ...(quantity === undefined ? [] : [quantity])]
  return `${path.map((part, index) => (index === 0 ? part : encodeURIComponent(part))).join('/')}${search}`
}

/** Unit, year and quantity of the address; year is NaN where the address has none that could be one. */
export function usePlace(): { readonly org: string; readonly year: number; readonly quantity: string } {
  const { org = '', year = '', quantity = '' } = useParams()
  return { org, year: /^\d{4}$/.test(year) ? Number(year) : Number.NaN, quantity }
}
