/** How large a file may be. Every bound is configuration; the defaults leave a large school's year ample room. */
export interface ImportLimits {
  /** Bytes of the file as it arrives. */
  readonly fileBytes: number
  /** Bytes that all parts of a workbook may unfold to together. */
  readonly inflatedBytes: number
  /** How many times its packed size one part may unfold to, once it is larger than a megabyte. */
  readonly expansion: number
  /** Parts of a workbook (sheets, pictures, settings …). */
  readonly parts: number
  readonly sheets: number
  /** Rows of one sheet that hold something. */
  readonly rows: number
  /** Columns up to the last one that holds something. */
  readonly columns: number
  /** Characters of one cell. Excel itself ends at 32 767. */
  readonly cellCharacters: number
  /** Seconds for reading and checking one file. */
  readonly seconds: number
  /** Megabytes of memory that reading one file may take. */
  readonly megabytes: number
}

export const DEFAULT_LIMITS: ImportLimits = {
  fileBytes: 60 * 1024 * 1024,
  inflatedBytes: 1024 * 1024 * 1024,
  expansion: 150,
  parts: 1000,
  sheets: 200,
  rows: 200_000,
  columns: 300,
  cellCharacters: 32_767,
  seconds: 300,
  megabytes: 1024,
}

/** VETTED_IMPORT_ROWS, VETTED_IMPORT_FILE_BYTES …: one environment variable for each bound. */
export function limitsFrom(environment: Readonly<Record<string, string | undefined>>): ImportLimits {
  const limits: Record<string, number> = { ...DEFAULT_LIMITS }
  for (const name of Object.keys(DEFAULT_LIMITS)) {
    const variable = `VETTED_IMPORT_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
    const given = Number(environment[variable])
    if (Number.isSafeInteger(given) && given > 0) limits[name] = given
  }
  return limits as unknown as ImportLimits
}
