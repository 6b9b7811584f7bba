/** Pictures that a report shows, by the file name that its template gives. */
export type ReportAssets = ReadonlyMap<string, ReportAsset>

export interface ReportAsset {
  readonly mime: 'image/png' | 'image/jpeg' | 'image/svg+xml'
  readonly bytes: Uint8Array
  readonly width: number
  readonly height: number
}
