/** Accounts: who signs in and how, who made them, what they may do where. */
export {
  type AccountChange,
  changeAccount,
  createAccount,
  type GrantRequest,
  listAccounts,
  type MadeAccount,
  type NewAccount,
} from './accounts.ts'
export { changePassword, finishTwoFactor, startTwoFactor, stopTwoFactor } from './own-account.ts'
export { actorOf, type SignedIn, signedInOrRefuse } from './session.ts'
export { refOf, type ShownAccount, type ShownSession, sessionOf, shownAccount } from './shown-account.ts'
export {
  confirmSecondFactor,
  returnFromSingleSignOn,
  type SignInResult,
  signIn,
  signOut,
  singleSignOnAddress,
  type Visit,
} from './sign-in.ts'
