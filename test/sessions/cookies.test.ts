import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import fc from 'fast-check'
import Koa, { type Context } from 'koa'
import { clearCookie, type CookieAttributes, readCookie, setCookie } from '../../src/sessions/cookies.js'

/** A request with this Cookie header, and its response. */
function contextOf(cookie?: string): Context {
  const request = new IncomingMessage(new Socket())
  if (cookie !== undefined) request.headers = { cookie }
  return new Koa().createContext(request, new ServerResponse(request))
}

const setCookies = (ctx: Context): string[] => [ctx.res.getHeader('Set-Cookie') ?? []].flat().map(String)

/** The parts of a Set-Cookie line, in an order of their own, because theirs means nothing (RFC 6265 section 4.1.1). */
function partsOf(line: string | undefined): readonly string[] {
  const [pair = '', ...attributes] = (line ?? '').split('; ')
  return [pair, ...attributes.map((each) => each.replace(/^\w+/, (name) => name.toLowerCase())).sort()]
}

const attributesArbitrary: fc.Arbitrary<CookieAttributes> = fc.record({
  name: fc.constantFrom('portcullis', '__Host-portcullis', '__Secure-gate-browser'),
  domain: fc.constantFrom(null, 'example.com', '.example.com'),
  path: fc.constantFrom('/', '/auth', '/a/b'),
  secure: fc.boolean(),
  sameSite: fc.constantFrom('lax', 'strict', 'none'),
})
const expiresArbitrary = fc.option(
  fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }),
)
/** Texts of these characters. */
function textOf(characters: string, minLength = 0): fc.Arbitrary<string> {
  return fc.string({ unit: fc.constantFrom(...Array.from(characters)), minLength })
}

// An empty one removes the cookie, for which the library adds a date of its own.
const valueArbitrary = textOf('aZ09.-_~!*+/=:@%&$#()<>?[]^`{|}', 1)

test('a cookie is written as the library of Koa writes it', () => {
  fc.assert(
    fc.property(attributesArbitrary, expiresArbitrary, valueArbitrary, (attributes, expires, value) => {
      const [own, koa] = [contextOf(), contextOf()]
      const { name, domain, path, secure, sameSite } = attributes
      setCookie(own, attributes, { name, value, expires })
      koa.cookies.secure = true
      koa.cookies.set(name, value, {
        path,
        secure,
        sameSite,
        httpOnly: true,
        ...(domain === null ? {} : { domain }),
        ...(expires === null ? {} : { expires }),
      })
      expect(partsOf(setCookies(own)[0])).toEqual(partsOf(setCookies(koa)[0]))
    }),
  )
})

const ATTRIBUTES = { name: 'gate', domain: null, path: '/', secure: true, sameSite: 'lax' } as const

test('cookies of other middleware stay, before and after ours, and ours is set once', () => {
  const ctx = contextOf()
  ctx.res.setHeader('Set-Cookie', 'app=1; path=/')
  const set = (value: string) => {
    setCookie(ctx, ATTRIBUTES, { name: 'gate', value, expires: null })
  }
  set('first')
  ctx.cookies.set('theme', 'dark', { httpOnly: false })
  ctx.append('Set-Cookie', 'gate-other=2')
  set('second')
  clearCookie(ctx, ATTRIBUTES, 'gate-flash')
  expect(setCookies(ctx)).toEqual([
    'app=1; path=/',
    'theme=dark; path=/',
    'gate-other=2',
    'gate=second; path=/; samesite=lax; secure; httponly',
    'gate-flash=; path=/; expires=Thu, 01 Jan 1970 00:00:00 GMT; samesite=lax; secure; httponly',
  ])
})

test('a value with characters that would end it, or begin another header, is refused', () => {
  for (const value of [
    'a;b',
    'a b',
    'a,b',
    'a"b',
    'a\\b',
    'a\r\nSet-Cookie: b=c',
    'a\0',
    'é',
    '\u{1F600}',
    '\ud800',
  ])
    expect(() => {
      setCookie(contextOf(), ATTRIBUTES, { name: 'gate', value, expires: null })
    }).toThrow('other characters')
})

test('a cookie that was set is read, among all others that a browser sends', () => {
  const junk = textOf('a=;" \t,\\%\u00e9')
  fc.assert(
    fc.property(valueArbitrary, junk, junk, (value, before, after) => {
      // A pair of ours stands between semicolons, whatever the others are.
      const header = `${before}; gate=${value}; ${after}`
      expect(readCookie(contextOf(header), 'gate')).toBe(value)
    }),
  )
  for (const [header, value] of [
    [undefined, undefined],
    ['', undefined],
    ['gate', undefined],
    ['xgate=1', undefined],
    ['gate-other=1', undefined],
    ['GATE=1', undefined],
    ['gate=', ''],
    ['gate="1"', '1'],
    ['gate=1; gate=1', '1'],
    ['gate=1; gate=2', undefined],
  ] as const)
    expect(readCookie(contextOf(header), 'gate')).toBe(value)
})
