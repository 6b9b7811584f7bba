/** Checks: runs the catalog's rules over values and rows and returns findings. Pure; the same in browser and server. */

export { checkWords, elementsOfCheck } from './check-words.ts'
export {
  type DraftBundle,
  type DraftValue,
  draftWorld,
  localChecks,
  panelElements,
  setDraftValues,
} from './draft-world.ts'
export { idNumberCheckDigit, isValidIdNumber, isValidPhone } from './personal-numbers.ts'
export { type RowChecker, rowChecker } from './row-checks.ts'
export { type NotChecked, runChecks, runChecksOver } from './run-checks.ts'
