import { createHmac } from 'node:crypto'
import { getMigrations } from 'better-auth/db/migration'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeAuth } from '../../src/app/accounts/auth.ts'
import { DEFAULT_SETTINGS } from '../../src/app/index.ts'
import { account, Browser, PASSWORD, signedIn } from './browser.ts'
import { type SmallCity, smallCity } from './small-city.ts'

let city: SmallCity

beforeAll(async () => {
  city = await smallCity()
  await account(city.app, 'admin', 'platform_admin', 'nation')
  await account(city.app, 'officer', 'bureau_officer', 'east')
  await account(city.app, 'leader', 'school_leader', 'east-1')
  await account(city.app, 'clerk', 'school_clerk', 'east-1')
})
afterAll(() => city.close())

test('our tables are those that better-auth expects', async () => {
  const { options } = makeAuth(city.app)
  const { toBeCreated, toBeAdded } = await getMigrations(options)
  expect({ toBeCreated, toBeAdded }).toEqual({ toBeCreated: [], toBeAdded: [] })
})

describe('signing in', () => {
  test('with the right password one is known, and after signing out no more', async () => {
    const browser = await signedIn(city.app, 'clerk')
    const { json } = await browser.get('/session')
    expect(json.account).toMatchObject({ username: 'clerk', unit: { code: 'east-1' } })
    expect(json.account.grants[0]).toMatchObject({ role: 'school_clerk', unit: { name: '东城一职' } })
    await browser.delete('/session')
    expect((await browser.get('/session')).json.account).toBeUndefined()
  })

  test('names are the same in capitals', async () => {
    expect((await new Browser(city.app).signIn('CLERK')).status).toBe(200)
  })

  test('a wrong password and an unknown name are refused in the same words', async () => {
    const wrong = await new Browser(city.app).signIn('leader', 'Falsch-2019-xing')
    const unknown = await new Browser(city.app).signIn('nobody', 'Falsch-2019-xing')
    expect([wrong.status, wrong.json]).toEqual([401, unknown.json])
    expect(wrong.json.code).toBe('ACC-002')
  })

  test('a cookie that we did not sign is nobody’s', async () => {
    const browser = await signedIn(city.app, 'clerk')
    const forged = createHmac('sha256', 'guessed').update('token').digest('base64')
    const { json } = await browser.request('GET', '/session', undefined, {
      cookie: `vetted.session=${encodeURIComponent(`token.${forged}`)}`,
    })
    expect(json.account).toBeUndefined()
  })

  test('a page of another site cannot act in one’s name', async () => {
    const browser = await signedIn(city.app, 'clerk')
    const answer = await browser.request('DELETE', '/session', undefined, {
      origin: 'https://elsewhere.example',
    })
    expect([answer.status, answer.json.code]).toEqual([403, 'ACC-025'])
    expect((await browser.get('/session')).json.account.username).toBe('clerk')
  })

  test('five wrong passwords lock the account for a quarter of an hour, for the right password too', async () => {
    await account(city.app, 'unlucky', 'school_clerk', 'east-2')
    const browser = new Browser(city.app)
    for (let attempt = 0; attempt < 4; attempt += 1) {
      expect((await browser.signIn('unlucky', 'Falsch-2019-xing')).json.code).toBe('ACC-002')
    }
    expect((await browser.signIn('unlucky', 'Falsch-2019-xing')).json.code).toBe('ACC-004')
    expect((await browser.signIn('unlucky')).json.code).toBe('ACC-004')
    city.later(16)
    expect((await browser.signIn('unlucky')).status).toBe(200)
  })
})

describe('sessions', () => {
  test('end after half an hour without use, and go on as long as they are used', async () => {
    const idle = await signedIn(city.app, 'clerk')
    const busy = await signedIn(city.app, 'leader')
    for (let step = 0; step < 3; step += 1) {
      city.later(20)
      expect((await busy.get('/session')).json.account.username).toBe('leader')
    }
    expect((await idle.get('/session')).json.account).toBeUndefined()
  })

  test('end after half a day however much they are used', async () => {
    const busy = await signedIn(city.app, 'leader')
    for (let step = 0; step < 35; step += 1) {
      city.later(20)
      await busy.get('/session')
    }
    expect((await busy.get('/session')).json.account).toBeDefined()
    city.later(25)
    expect((await busy.get('/session')).json.account).toBeUndefined()
  })

  test('one account may be at two desks, unless the operator says otherwise', async () => {
    const first = await signedIn(city.app, 'clerk')
    await signedIn(city.app, 'clerk')
    expect((await first.get('/session')).json.account).toBeDefined()

    const strict = {
      ...city.app,
      settings: { ...DEFAULT_SETTINGS, session: { ...DEFAULT_SETTINGS.session, one_per_account: true } },
    }
    const third = await signedIn(strict, 'clerk')
    const fourth = await signedIn(strict, 'clerk')
    expect((await third.get('/session')).json.account).toBeUndefined()
    expect((await fourth.get('/session')).json.account).toBeDefined()
  })
})

describe('passwords', () => {
  test('a first password has to be changed before anything else', async () => {
    const officer = await signedIn(city.app, 'officer')
    const made = await officer.post('/accounts', {
      username: 'fresh',
      name: '新来的',
      unit: 'east-1',
      grants: [{ role: 'school_clerk', unit: 'east-1' }],
    })
    expect(made.status).toBe(200)
    const browser = new Browser(city.app)
    await browser.signIn('fresh', made.json.password)
    expect((await browser.get('/session')).json.mustFirst).toBe('change_password')
    expect((await browser.get('/accounts?org=east-1')).json.code).toBe('ACC-006')
    const weak = await browser.post('/session/password', { current: made.json.password, next: 'abc' })
    expect(weak.json.code).toBe('ACC-008')
    const changed = await browser.post('/session/password', { current: made.json.password, next: PASSWORD })
    expect(changed.status).toBe(200)
    expect((await browser.get('/session')).json.mustFirst).toBeUndefined()
  })

  test('a former password does not come back', async () => {
    await account(city.app, 'forgetful', 'school_clerk', 'east-2')
    const browser = await signedIn(city.app, 'forgetful')
    await browser.post('/session/password', { current: PASSWORD, next: 'Anders-2019-xing' })
    const again = await browser.post('/session/password', { current: 'Anders-2019-xing', next: PASSWORD })
    expect(again.json.code).toBe('ACC-009')
  })

  test('after ninety days a new one is asked for', async () => {
    await account(city.app, 'old', 'school_clerk', 'east-2')
    city.later(91 * 24 * 60)
    const browser = await signedIn(city.app, 'old')
    expect((await browser.get('/session')).json.mustFirst).toBe('change_password')
  })
})

test('the second factor is asked for once it is confirmed, and a recovery code opens as well', async () => {
  await account(city.app, 'careful', 'school_leader', 'east-2')
  const browser = await signedIn(city.app, 'careful')
  const setup = await browser.post('/session/two-factor/setup', { password: PASSWORD })
  const secret = new URL(setup.json.address).searchParams.get('secret') ?? ''
  expect((await browser.post('/session/two-factor/confirm', { code: '000000' })).json.code).toBe('ACC-014')
  expect((await browser.post('/session/two-factor/confirm', { code: totp(secret) })).status).toBe(200)
  expect((await browser.get('/session')).json.account.hasTwoFactor).toBe(true)

  const next = new Browser(city.app)
  expect((await next.signIn('careful')).json).toEqual({ needsTwoFactor: true })
  expect((await next.get('/session')).json.account).toBeUndefined()
  expect((await next.post('/session/two-factor', { code: '000000' })).json.code).toBe('ACC-014')
  expect((await next.post('/session/two-factor', { code: totp(secret) })).status).toBe(200)
  expect((await next.get('/session')).json.account.username).toBe('careful')

  const lost = new Browser(city.app)
  await lost.signIn('careful')
  const [code] = setup.json.recoveryCodes
  expect((await lost.post('/session/two-factor', { code, isRecoveryCode: true })).status).toBe(200)
})

test('a role that needs the second factor can do nothing before it is set up', async () => {
  const strict = {
    ...city.app,
    settings: { ...DEFAULT_SETTINGS, two_factor: { required_for: ['bureau_officer' as const] } },
  }
  await account(city.app, 'officer2', 'bureau_officer', 'east')
  const browser = await signedIn(strict, 'officer2')
  expect((await browser.get('/session')).json.mustFirst).toBe('set_up_two_factor')
  expect((await browser.get('/accounts?org=east')).json.code).toBe('ACC-007')
})

/** Six digits by RFC 6238 from a base32 secret, as an authenticator app makes them. */
function totp(secret: string, seconds = Date.now() / 1000): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...secret.replace(/=+$/, '')]
    .map((c) => alphabet.indexOf(c).toString(2).padStart(5, '0'))
    .join('')
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(seconds / 30)))
  const mac = createHmac('sha1', key).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}
