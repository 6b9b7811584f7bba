import type { RouteObject } from 'react-router'
import { Shell } from '../frame/Shell.tsx'
import { Home } from '../home/Home.tsx'
import { LoadingShape } from '../parts/LoadingShape.tsx'
import { BrokenPage } from './BrokenPage.tsx'
import { NotFound } from './NotFound.tsx'

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
      { path: '*', element: <NotFound /> },
    ],
  },
]
