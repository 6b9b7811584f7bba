/** Files that were sent to be imported. */
export interface ImportTables {
  import_file: {
    org_unit_id: number
    id: string
    year: number
    name: string
    state: 'previewed' | 'refused' | 'imported'
    options: unknown
    marks: unknown
    content: Buffer
    report: Buffer
    actor: string
    at: Date
  }
}
