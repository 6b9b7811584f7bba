import { brokenCells } from './broken-cells.ts'
import { brokenFiles } from './broken-files.ts'
import type { Mutator } from './specimen.ts'
import { strangeFiles } from './strange-files.ts'

/** Every kind of broken file, by a name that people would give it. */
export const mutators: Readonly<Record<string, Mutator>> = { ...brokenFiles, ...brokenCells, ...strangeFiles }
