export function commentedDocx(): Uint8Array {
  return new Uint8Array()
}
