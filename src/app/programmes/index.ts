/** Programmes as use cases: register, filing, new programmes, demand, adjustment of the offer. */
export { proposalsFor } from './adjustment.ts'
export { readApplicationDetail } from './application-detail.ts'
export {
  acceptApplication,
  announceApplication,
  approveApplication,
  closePanel,
  convenePanel,
  fileApplication,
  raiseObjection,
  recordOpinion,
  rejectApplication,
  resolveObjection,
  sendBackApplication,
  submitApplication,
} from './application-steps.ts'
export {
  addApplicationFile,
  applicationsOf,
  createApplication,
  noticesOf,
  prefillAgain,
  putWindow,
  readApplicationWindow,
  saveApplicationPart,
  type WindowRequest,
} from './applications.ts'
export { type DemandRow, demandCounts, putDemand, type SupplyDemandView, supplyAndDemand } from './demand.ts'
export { decideFilings, type FilingRequest, filingBoard } from './filing.ts'
export { PART_NAMES, partTitles } from './parts.ts'
export {
  cityOffer,
  industryOverlap,
  type OfferMapView,
  type OverlapView,
  programmesOf,
  timelineOf,
} from './register.ts'
export type * from './views.ts'
