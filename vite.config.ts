import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { parse } from 'yaml'
import { themeStyles } from './src/web/theme/tokens.ts'

/** `import texts from '….yaml'`: the catalog's screen texts become a module per language, parsed at build time. */
function yamlModules(): Plugin {
  return {
    name: 'yaml-modules',
    transform(text, id) {
      if (!id.endsWith('.yaml')) return null
      return { code: `export default ${JSON.stringify(parse(text))}`, map: null }
    },
  }
}

/** Colours stand in the page itself, from the one list that the components use too: the first paint has them. */
function themeInPage(): Plugin {
  return {
    name: 'theme-in-page',
    transformIndexHtml: () => [{ tag: 'style', children: themeStyles(), injectTo: 'head' }],
  }
}

export default defineConfig({
  root: fileURLToPath(new URL('src/web', import.meta.url)),
  base: '/',
  plugins: [react(), yamlModules(), themeInPage()],
  build: {
    outDir: fileURLToPath(new URL('dist/web', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // The charts are one library of half a megabyte that loads on demand, after the values are on the page.
    chunkSizeWarningLimit: 600,
  },
  // The server takes changes only from its own pages: the page's host has to reach it as it is.
  server: {
    proxy: Object.fromEntries(
      ['/api', '/report'].map((path) => [path, { target: 'http://localhost:4600', changeOrigin: false }]),
    ),
  },
})
