import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createBrowserRouter, RouterProvider } from 'react-router'
import type { Language } from '../../kernel/index.ts'
import { isPassing } from '../data/problem.ts'
import { LanguageProvider } from '../i18n/language.tsx'
import type { Texts } from '../i18n/texts.ts'
import { ComponentTheme } from '../theme/components.tsx'
import { ModeProvider } from '../theme/mode.tsx'
import { routes } from './routes.tsx'

const queries = new QueryClient({
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
            <RouterProvider router={router} />
          </QueryClientProvider>
        </ComponentTheme>
      </ModeProvider>
    </LanguageProvider>
  )
}
