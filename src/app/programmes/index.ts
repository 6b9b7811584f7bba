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
} from './applications.ts'
export { demandCounts, putDemand, supplyAndDemand } from './demand.ts'
export { decideFilings, filingBoard } from './filing.ts'
export { cityOffer, industryOverlap, programmesOf, timelineOf } from './register.ts'
export type * from './views.ts'
