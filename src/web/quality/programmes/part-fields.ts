/** A field of a part of an application, or of a row of one. */
export interface PartField {
  readonly name: string
  readonly kind: 'line' | 'text' | 'date' | 'number' | 'yes'
}

export interface PartShape {
  readonly fields: readonly PartField[]
  /** The list that a part holds, under its name. */
  readonly rows?: { readonly name: 'rows' | 'experts'; readonly fields: readonly PartField[] }
  readonly takesFiles?: boolean
}

const line = (name: string): PartField => ({ name, kind: 'line' })
const text = (name: string): PartField => ({ name, kind: 'text' })
const number = (name: string): PartField => ({ name, kind: 'number' })
const day = (name: string): PartField => ({ name, kind: 'date' })
const yes = (name: string): PartField => ({ name, kind: 'yes' })

/** What each part of an application asks for. The server holds the same and says what is still wanting. */
export const partShapes: Readonly<Record<string, PartShape>> = {
  basics: {
    fields: [number('years'), line('enrols'), number('plannedEntrants'), day('opensOn'), line('contact')],
  },
  demand: {
    fields: [text('survey'), number('enterprisesAsked'), text('occupations'), text('nearby')],
    takesFiles: true,
  },
  feasibility: {
    fields: [text('text')],
    rows: { name: 'experts', fields: [line('name'), line('employer'), line('opinion')] },
  },
  teaching_plan: { fields: [text('aims'), text('courses')], takesFiles: true },
  teachers: {
    fields: [],
    rows: {
      name: 'rows',
      fields: [
        line('name'),
        line('title'),
        line('degree'),
        yes('dualQualified'),
        yes('isExternal'),
        line('courses'),
      ],
    },
  },
  practice: {
    fields: [line('equipmentValue')],
    rows: { name: 'rows', fields: [line('title'), line('kind'), number('stations'), line('enterprise')] },
  },
  funds: { fields: [text('text'), line('amount')] },
  rules: { fields: [text('text')] },
  agreements: {
    fields: [],
    rows: { name: 'rows', fields: [line('enterprise'), line('kind'), day('signedOn')] },
  },
  resolution: { fields: [line('meeting'), day('decidedOn'), text('text')], takesFiles: true },
}

export type PartContent = Readonly<Record<string, unknown>>
export type PartRow = Readonly<Record<string, unknown>>

/** The rows of a part as they are on record. */
export function rowsOf(content: PartContent, name: string): readonly PartRow[] {
  const rows = content[name]
  return Array.isArray(rows) ? (rows as PartRow[]) : []
}

/** What a field holds, as the text of its control. */
export function textOf(content: PartContent, name: string): string {
  const value = content[name]
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** The value that a control's text stands for; undefined where nothing was filled in. */
export function filledValue({ kind }: PartField, filled: string | boolean): unknown {
  if (typeof filled === 'boolean') return filled
  if (kind === 'number') return filled.trim() === '' ? undefined : Number(filled)
  return filled
}
