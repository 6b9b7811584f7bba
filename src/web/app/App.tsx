import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createBrowserRouter, RouterProvider } from 'react-router'
import type { Language } from '../../kernel/index.ts'
import { isPassing, isSignedOut } from '../data/problem.ts'
import { sessionQuery } from '../data/session.ts'
import { LanguageProvider } from '../i18n/language.tsx'
import type { Texts } from '../i18n/texts.ts'
import { ToastProvider } from '../parts/Toast.tsx'
import { ComponentTheme } from '../theme/components.tsx'
import { ModeProvider } from '../theme/mode.tsx'
import { routes } from './routes.tsx'

/** Whoever is told to sign in is signed out: every part of the page hears of it. */
function onError(error: unknown): void {
  if (isSignedOut(error)) void queries.invalidateQueries({ queryKey: sessionQuery.queryKey })
}

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 60_000,
      refetchOnWindowFocus: false,
      retry: (failures, error) => failures < 2 && isPassing(error),
      retryDelay: (failures) => 400 * 2 ** failures,
    },
  },
})
const router = createBrowserRouter(routes)

/** Everything that every screen stands in: language, mode, components' theme, server state, addresses. */
export function App({
  initial,
}: {
  readonly initial: { readonly language: Language; readonly texts: Texts }
}) {
  return (
    <LanguageProvider initial={initial}>
      <ModeProvider>
        <ComponentTheme>
          <QueryClientProvider client={queries}>
            <ToastProvider>
              <RouterProvider router={router} />
            </ToastProvider>
          </QueryClientProvider>
        </ComponentTheme>
      </ModeProvider>
    </LanguageProvider>
  )
}
