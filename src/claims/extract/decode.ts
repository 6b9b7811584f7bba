/** Decodes a text file: UTF-8 with or without mark, UTF-16 with mark, else what it declares, else GB18030. */
export function decodeText(bytes: Uint8Array, declared?: string): { text: string; encoding: string } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: decode('utf-16le', bytes.subarray(2)), encoding: 'UTF-16LE' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: decode('utf-16be', bytes.subarray(2)), encoding: 'UTF-16BE' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    const encoding =
      declared && /big5|shift_jis|euc-|iso-8859|windows-125/i.test(declared) ? declared : 'gb18030'
    return { text: decode(encoding, bytes), encoding: encoding.toUpperCase() }
  }
}

function decode(encoding: string, bytes: Uint8Array): string {
  return new TextDecoder(encoding).decode(bytes)
}
