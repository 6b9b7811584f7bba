import { useParams } from 'react-router'

/** The unit and the year that the address names. */
export function usePlace(): { readonly org: string; readonly year: number } {
  const { org = '', year = '' } = useParams()
  return { org, year: Number(year) }
}

/** The document that the address names. */
export function useDocumentId(): string {
  return useParams().id ?? ''
}
