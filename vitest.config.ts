import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['node_modules/**'],
    pool: 'forks',
    globalSetup: ['test/sweep.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A page on a busy machine answers later than the usual second.
    expect: { poll: { timeout: 20_000 } },
  },
})
