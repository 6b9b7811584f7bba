import type { Trace } from '../indicators/index.ts'
import { isKnown, printed, type UnitSystem } from '../kernel/index.ts'
import type { TraceNode } from './contract.ts'

/** A trace as it crosses the wire: decimals as texts, states and units by name. */
export function traceNode(trace: Trace, units: UnitSystem): TraceNode {
  const { observed, inputs, formula, ...rest } = trace
  return {
    ...rest,
    unitLabel: { zh: units.label(trace.unit, 'zh'), en: units.label(trace.unit, 'en') },
    state: observed.state,
    ...(isKnown(observed)
      ? { value: observed.value.toFixed(), printed: printed(observed.value, trace.decimals) }
      : {}),
    ...(formula ? { formula } : {}),
    inputs: inputs.map((input) => traceNode(input, units)),
  }
}
