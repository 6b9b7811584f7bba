import { type ReactNode, useId, useState } from 'react'
import type { TraceNode } from '../../http/contract.ts'
import type { Origin } from '../../http/contract-explore.ts'
import { useSpeech } from '../i18n/language.tsx'
import { Icon } from './Icon.tsx'
import { grouped } from './numbers.ts'
import { withUnit } from './shown.ts'

export interface TraceTreeProps {
  readonly trace: TraceNode
  readonly origins: Readonly<Record<string, Origin>>
  /** Word of a unit by its id in the catalog. */
  readonly unitLabel: (node: TraceNode) => string
  /** Name of the input that is opened, where the page keeps that in its address. */
  readonly opened: string | undefined
  readonly onOpen: (name: string | undefined) => void
  /** What stands under an element that is opened: the cells behind it. */
  readonly cells: (node: TraceNode) => ReactNode
}

/** From a value down to what was handed in: formula in words, inputs, for each element where it comes from. */
export function TraceTree(props: TraceTreeProps) {
  return (
    <ol className="trace">
      <Node node={props.trace} isRoot {...props} />
    </ol>
  )
}

function Node({
  node,
  isRoot = false,
  ...props
}: TraceTreeProps & { readonly node: TraceNode; readonly isRoot?: boolean }) {
  const { t, say } = useSpeech()
  const value =
    node.printed === undefined
      ? t(`state.${node.state}`)
      : withUnit(grouped(node.printed), props.unitLabel(node))
  const isThisYear = node.year === props.trace.year
  return (
    <li className="trace__node">
      <p className="trace__line">
        <span className="trace__name">
          {say(node.label)}
          {isThisYear ? null : <span className="trace__year">{t('trace.year', { year: node.year })}</span>}
        </span>
        <span className={node.printed === undefined ? 'trace__value table__none' : 'trace__value'}>
          {value}
        </span>
      </p>
      {node.kind === 'indicator' && node.formula && !isRoot ? (
        <p className="trace__formula">
          {t('trace.formula')} {say(node.formula)}
        </p>
      ) : null}
      {node.kind === 'parameter' ? <p className="trace__origin">{t('trace.parameter')}</p> : null}
      {node.kind === 'element' ? <Source {...props} node={node} isRoot={isRoot} /> : null}
      {node.inputs.length > 0 ? (
        <ol className="trace">
          {node.inputs.map((input) => (
            <Node {...props} key={`${input.name}|${input.cell}|${input.year}`} node={input} />
          ))}
        </ol>
      ) : null}
    </li>
  )
}

/** Where an element was handed in, and, opened, the cells behind it. */
function Source({
  node,
  isRoot,
  origins,
  opened,
  onOpen,
  cells,
}: TraceTreeProps & { readonly node: TraceNode; readonly isRoot: boolean }) {
  const { t, say } = useSpeech()
  const panel = useId()
  const [isRootOpen, setIsRootOpen] = useState(true)
  const key = `${node.name}.${node.year}`
  const isOpen = isRoot ? isRootOpen : opened === key
  const toggle = () => (isRoot ? setIsRootOpen(!isRootOpen) : onOpen(isOpen ? undefined : key))
  const origin = origins[node.name]
  const keeper = origin ? t(`trace.kept_by.${origin.keptBy}`) : ''
  return (
    <>
      <p className="trace__origin">
        {t(`trace.origin.${node.origin}`, { keeper })}
        {origin?.register ? (
          <>
            {t('trace.register', { register: say(origin.register.name) })}
            <span className="trace__counting">{say(origin.register.counting)}</span>
          </>
        ) : null}
        {origin?.form && (node.origin === 'entered' || !origin.register)
          ? t('trace.form', { form: say(origin.form.name) })
          : null}
      </p>
      <button
        type="button"
        className={isOpen ? 'trace__more trace__more--open' : 'trace__more'}
        aria-expanded={isOpen}
        aria-controls={panel}
        onClick={toggle}
      >
        <Icon name="open" />
        {t(isOpen ? 'trace.close' : 'trace.open', { name: say(node.label) })}
      </button>
      <div id={panel}>{isOpen ? cells(node) : null}</div>
    </>
  )
}
