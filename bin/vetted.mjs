#!/usr/bin/env node
// The door's threshold: finds a Node that runs TypeScript directly (24, brought along from npm) and enters.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const main = join(root, 'src', 'cli', 'main.ts')

// Node keeps what it compiled; the next start is a third quicker. Where the folder cannot be written, nothing is kept.
const cache = process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'vetted')

if (Number(process.versions.node.split('.')[0]) >= 24) {
  module.enableCompileCache(cache)
  await import(main)
} else {
  const own = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  if (!existsSync(own)) {
    process.stderr.write(
      `需要 Node 24 或更新版本：本机是 ${process.version}，项目自带的 Node 未安装。请在 ${root} 运行 npm install。\n` +
        `Node 24 or newer is needed: this machine has ${process.version} and the project's own is not installed. Run npm install in ${root}.\n`,
    )
    process.exit(2)
  }
  const child = spawn(own, [main, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: cache },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 128 : (code ?? 3)))
}
