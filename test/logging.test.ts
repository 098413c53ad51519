import { Writable } from 'node:stream'
import { errors } from 'jose'
import { z } from 'zod'
import { PortcullisError } from '../src/errors.js'
import { createLogger } from '../src/logging.js'

const lineSchema = z.record(z.string(), z.unknown())

/** What the log writes of `fields`. */
function logged(fields: object): { readonly text: string; readonly line: Record<string, unknown> } {
  let text = ''
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString()
      done()
    },
  })
  createLogger({ production: true, level: 'info' }, sink).info(fields, 'a line')
  return { text, line: lineSchema.parse(JSON.parse(text)) }
}

test.each([
  'code',
  'state',
  'nonce',
  'authorization',
  'cookie',
  'csrf',
  'password',
  'proof',
  'token',
  'accessToken',
  'refreshToken',
  'idToken',
  'access_token',
  'refresh_token',
  'id_token',
  'verifier',
  'codeVerifier',
  'code_verifier',
  'userCode',
  'deviceCode',
  'user_code',
  'device_code',
  'clientSecret',
  'client_secret',
  'clientKey',
  'pem',
  'secret',
])('%s is not logged, at any of the first three levels', (name) => {
  const { text } = logged({ [name]: 'hush', one: { [name]: 'hush', two: { [name]: 'hush' } } })
  expect(text).not.toContain('hush')
  expect(text.split('[secret]')).toHaveLength(4)
})

test('nor are they when a part of the program adds them to all of its lines, or in a list', () => {
  let text = ''
  const log = createLogger({ production: true, level: 'info' }, { write: (line) => void (text += line) })
  const fields = { request: { cookie: 'hush' }, token: 'hush', list: [{ password: 'hush' }, 'said'] }
  log.child(fields).info({ again: fields.list }, 'a line')
  expect(text).not.toContain('hush')
  expect(text).toContain('"list":[{"password":"[secret]"},"said"]')
  expect(fields.token).toBe('hush')
})

test('the code of an error and of its cause is logged, so that one can look it up', () => {
  const cause = new errors.JWTExpired('"exp" claim timestamp check failed', {}, 'exp')
  const error = new Error('the ID Token was rejected', { cause })
  const { line } = logged({ err: Object.assign(error, { code: 'ERR_OUTER' }) })
  expect(line['err']).toMatchObject({
    type: 'Error',
    message: 'the ID Token was rejected',
    code: 'ERR_OUTER',
    cause: { type: 'JWTExpired', code: 'ERR_JWT_EXPIRED' },
  })
})

test.each([
  ['the system', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  ['Postgres', Object.assign(new Error('deadlock detected'), { code: '40P01' }), '40P01'],
])('the code of %s is logged however deep the cause is', (_title, innermost, code) => {
  const nested = [1, 2, 3].reduce<Error>((cause, level) => new Error(`level ${level}`, { cause }), innermost)
  expect(logged({ err: nested }).text).toContain(`"code":"${code}"`)
})

test('nothing else that a library attaches to its errors is logged', () => {
  const error = Object.assign(new Error('refused'), {
    response: { body: 'hush' },
    parameters: { code: 'hush' },
    code: { authorization: 'hush' },
  })
  expect(logged({ err: error }).text).not.toContain('hush')
  expect(logged({ err: { code: 'hush' } }).text).not.toContain('hush')
})

describe('an error of a parser', () => {
  test.each([
    ['a short body', '"S3cretPassw0rd!"x'],
    ['a long body', `{"username":"ada","password":'S3cret'${' '.repeat(2000)}}`],
    ['a body that looks like a stack', '"\n    at S3cret (S3cret:1:1)\n    at S3cret'],
  ])('quotes nothing of %s, neither by itself nor as a cause', (_, body) => {
    const syntaxError = thrownBy(() => JSON.parse(body) as unknown)
    const rejected = new PortcullisError('bad_request', { detail: 'the body', cause: syntaxError })
    const nested = new Error('outer', { cause: rejected })
    for (const err of [syntaxError, rejected, nested]) {
      const { text } = logged({ err })
      expect(text).not.toContain('S3cret')
      expect(text).toContain('SyntaxError')
      expect(text).toMatch(/logging\.test\.ts:\d+/)
    }
  })

  test('is known by its name, too, and its name alone is logged when its stack cannot be read', () => {
    const error = Object.assign(new Error('S3cret'), {
      name: 'SyntaxError',
      stack: 'SyntaxError: other S3cr\n at x',
    })
    expect(logged({ err: error }).line['err']).toEqual({ type: 'SyntaxError', stack: 'SyntaxError' })
  })
})

test('a long message is cut, in the stack, too', () => {
  const { text } = logged({ err: new Error(`${'x'.repeat(500)}hush`) })
  expect(text).not.toContain('hush')
  expect(text).toMatch(/logging\.test\.ts:\d+/)
})

function thrownBy(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
