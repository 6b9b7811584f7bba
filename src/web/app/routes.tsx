import type { RouteObject } from 'react-router'
import { Shell } from '../frame/Shell.tsx'
import { SignedIn } from '../frame/SignedIn.tsx'
import { Home } from '../home/Home.tsx'
import { LoadingShape } from '../parts/LoadingShape.tsx'
import { qualityInside, qualityOpen } from '../quality/routes.tsx'
import { BrokenPage } from './BrokenPage.tsx'
import { NotFound } from './NotFound.tsx'

/** Screens for those who are signed in; others are led to the sign-in and back. */
const inside: RouteObject[] = [
  { path: 'board', lazy: () => import('../board/Boards.tsx') },
  { path: 'board/:org/:year', lazy: () => import('../board/BoardPage.tsx') },
  { path: 'board/:org/:year/:unit', lazy: () => import('../board/Review.tsx') },
  { path: 'account', lazy: () => import('../account/OwnAccount.tsx') },
  { path: 'accounts', lazy: () => import('../accounts/Accounts.tsx') },
  { path: 'trail', lazy: () => import('../trail/Trail.tsx') },
  { path: 'units', lazy: () => import('../units/Units.tsx') },
  { path: 'desk', lazy: () => import('../entry/DeskStart.tsx') },
  { path: 'desk/:org/:year', lazy: () => import('../entry/Desk.tsx') },
  { path: 'desk/:org/:year/forms/:form', lazy: () => import('../entry/EntryPage.tsx') },
  { path: 'desk/:org/:year/registers', lazy: () => import('../registers/Registers.tsx') },
  { path: 'desk/:org/:year/registers/:register', lazy: () => import('../registers/RegisterPage.tsx') },
]

/**
 * Every address of the application. The home page comes with the first script; all else loads when it is gone to.
 * A new screen is a line here and a folder of its own that exports `Component`.
 */
export const routes: RouteObject[] = [
  {
    element: <Shell />,
    errorElement: <BrokenPage />,
    HydrateFallback: LoadingShape,
    children: [
      { index: true, element: <Home /> },
      { path: 'explore', lazy: () => import('../explorer/ExplorerStart.tsx') },
      { path: 'explore/:org/:year', lazy: () => import('../explorer/QuantityList.tsx') },
      { path: 'explore/:org/:year/:quantity', lazy: () => import('../explorer/Explorer.tsx') },
      { path: 'verify', lazy: () => import('../verify/VerifyPage.tsx') },
      { path: 'sign-in', lazy: () => import('../account/SignIn.tsx') },
      ...qualityOpen,
      { element: <SignedIn />, children: [...inside, ...qualityInside] },
      { path: '*', element: <NotFound /> },
    ],
  },
]
