import type { ListedUnit } from '../../http/contract.ts'
import { useSpeech } from '../i18n/language.tsx'
import type { FieldAttributes } from '../parts/Field.tsx'
import { orgName } from './org-name.ts'

/** A unit from a tree, each further in than the one above it. */
export function UnitSelect({
  attributes,
  units,
  value,
  onChange,
}: {
  readonly attributes: FieldAttributes
  readonly units: readonly ListedUnit[]
  readonly value: string
  readonly onChange: (code: string) => void
}) {
  const { language } = useSpeech()
  const top = Math.min(...units.map(({ depth }) => depth))
  return (
    <select {...attributes} value={value} required onChange={(event) => onChange(event.target.value)}>
      {units.map((unit) => (
        <option key={unit.code} value={unit.code}>
          {'\u3000'.repeat(unit.depth - top) + orgName(unit, language)}
        </option>
      ))}
    </select>
  )
}
