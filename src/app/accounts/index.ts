/** Accounts: who signs in and how, who made them, what they may do where. */
export { changeAccount, createAccount, listAccounts, listAreas } from './accounts.ts'
export { changePassword, finishTwoFactor, startTwoFactor, stopTwoFactor } from './own-account.ts'
export { actorOf, type SignedIn, signedInOrRefuse } from './session.ts'
export { refOf, sessionOf, shownAccount } from './shown-account.ts'
export {
  confirmSecondFactor,
  returnFromSingleSignOn,
  signIn,
  signOut,
  singleSignOnAddress,
  type Visit,
} from './sign-in.ts'
