// Who may import whom. The table stands in docs/design.md; when the design changes, it changes there first.
const layers = {
  kernel: [],
  formula: ['kernel'],
  catalog: ['formula', 'kernel'],
  indicators: ['catalog', 'formula', 'kernel'],
  checks: ['indicators', 'catalog', 'formula', 'kernel'],
  evaluation: ['indicators', 'catalog', 'formula', 'kernel'],
  reports: ['evaluation', 'indicators', 'catalog', 'formula', 'kernel'],
  excel: ['checks', 'indicators', 'catalog', 'formula', 'kernel'],
  claims: ['catalog', 'formula', 'kernel'],
  store: ['indicators', 'catalog', 'formula', 'kernel'],
  demo: ['checks', 'indicators', 'catalog', 'formula', 'kernel'],
  app: [
    'store',
    'demo',
    'excel',
    'claims',
    'reports',
    'evaluation',
    'checks',
    'indicators',
    'catalog',
    'formula',
    'kernel',
  ],
  http: ['app', 'kernel', 'catalog', 'indicators'],
  cli: ['app', 'http', 'store', 'demo', 'claims', 'indicators', 'catalog', 'formula', 'kernel'],
  web: ['checks', 'indicators', 'catalog', 'formula', 'kernel'],
}

/** The one file of http that the web may see: the shapes that cross the wire. */
const contract = '^src/http/contract'

export default {
  forbidden: [
    ...Object.entries(layers).map(([folder, allowed]) => ({
      name: `${folder}-imports`,
      severity: 'error',
      comment: `${folder} may import only ${allowed.join(', ') || 'nothing of ours'}`,
      from: { path: `^src/${folder}/`, pathNot: '\\.test\\.tsx?$' },
      to: {
        path: '^src/',
        pathNot: [`^src/(${[folder, ...allowed].join('|')})/`, ...(folder === 'web' ? [contract] : [])],
      },
    })),
    {
      name: 'pure-folders-do-no-io',
      severity: 'error',
      comment:
        'These run in the browser as they do on the server. Reading files is in catalog/files.ts and in node-only files.',
      from: {
        path: '^src/(kernel|formula|catalog|indicators|checks|evaluation)/',
        pathNot: ['^src/catalog/files\\.ts$', '\\.test\\.ts$'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: ['\\.(test|d)\\.ts$', '^src/web/public/'] },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    includeOnly: '^(src|node_modules)',
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
}
