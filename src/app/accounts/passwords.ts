import { randomInt } from 'node:crypto'
import { AppError } from '../../kernel/index.ts'
import type { Settings } from '../settings.ts'

const CLASSES = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/]

/**
 * Refuses a password that is too simple.
 * @throws AppError ACC-008 with the rule
 */
export function requireStrong(settings: Settings, password: string, username: string): void {
  const { min_length, classes } = settings.password
  const found = CLASSES.filter((pattern) => pattern.test(password)).length
  const holdsName = password.toLowerCase().includes(username.toLowerCase())
  const varied = new Set(password).size >= 5
  if ([...password].length < min_length || found < classes || holdsName || !varied || password.length > 128) {
    throw new AppError('ACC-008', { length: min_length, classes }, { kind: 'usage', path: ['password'] })
  }
}

/** A first password to be changed at once: no characters that look alike, at least one of each class. */
export function firstPassword(settings: Settings): string {
  const length = Math.max(12, settings.password.min_length)
  const sets = ['abcdefghjkmnpqrstuvwxyz', 'ABCDEFGHJKMNPQRSTUVWXYZ', '23456789', '-+=@#%']
  const pick = (set: string) => set.charAt(randomInt(set.length))
  const all = sets.join('')
  const characters = [...sets.map(pick), ...Array.from({ length: length - sets.length }, () => pick(all))]
  for (let index = characters.length - 1; index > 0; index -= 1) {
    const other = randomInt(index + 1)
    const here = characters[index] ?? ''
    characters[index] = characters[other] ?? ''
    characters[other] = here
  }
  return characters.join('')
}
