import { spawnSync } from 'node:child_process'

/** `npm run check`: everything that can be said of the code without running it. Stops at nothing, reports all. */
interface Step {
  readonly name: string
  readonly command: readonly string[]
  /** A step whose tool can pass while looking at nothing proves here that it looked. */
  readonly proves?: (output: string) => string | undefined
}

const steps: readonly Step[] = [
  { name: 'format and lint', command: ['biome', 'check', '.'] },
  { name: 'types of the server', command: ['tsc', '-p', 'tsconfig.json'] },
  { name: 'types of the web', command: ['tsc', '-p', 'tsconfig.web.json'] },
  {
    name: 'direction of imports',
    command: ['depcruise', '--config', '.dependency-cruiser.mjs', 'src'],
    proves: (output) => {
      const modules = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0)
      return modules > 50 ? undefined : `dependency-cruiser saw ${modules} modules`
    },
  },
  { name: 'dead code and unused packages', command: ['knip'] },
  { name: 'catalog and its examples', command: ['node', 'bin/vetted.mjs', 'catalog', 'lint'] },
]

let failed = 0
for (const { name, command, proves } of steps) {
  const started = performance.now()
  const [program = '', ...args] = command
  const result = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  const output = `${result.stdout}${result.stderr}`
  const gap = proves?.(output)
  const isGood = result.status === 0 && gap === undefined
  if (!isGood) failed += 1
  process.stdout.write(
    `${isGood ? '✓' : '✗'} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)\n`,
  )
  if (!isGood)
    process.stdout.write(
      `${output}${gap ? `${gap}\n` : ''}${result.error ? `${result.error.message}\n` : ''}`,
    )
}
process.exitCode = failed > 0 ? 1 : 0
