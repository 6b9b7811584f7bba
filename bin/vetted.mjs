#!/usr/bin/env node
// The door's threshold: finds a Node that runs TypeScript directly (24, brought along from npm) and enters.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const main = join(root, 'src', 'cli', 'main.ts')

if (Number(process.versions.node.split('.')[0]) >= 24) {
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
  const child = spawn(own, [main, ...process.argv.slice(2)], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal ? 128 : (code ?? 3)))
}
