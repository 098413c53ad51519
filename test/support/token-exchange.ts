import { z } from 'zod'
import { ERROR_KINDS, type ErrorCode } from '../../src/errors.js'
import type { Site } from './site.js'
import type { Answer } from './visitor.js'

export interface TradeOptions {
  readonly backend?: string
  /** Where the program sits, on a site that trusts 127.0.0.1 as its proxy. */
  readonly address?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** Brings an access token to be traded, as a program does: without cookies. */
export function trade(site: Site, token: string, options: TradeOptions = {}): Promise<Answer> {
  const { backend, address, headers, body } = options
  const query = backend === undefined ? '' : `?${new URLSearchParams({ backend }).toString()}`
  return site.visitor().ask(`/api/session${query}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      ...(address === undefined ? {} : { 'x-forwarded-for': address }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  })
}

const SessionObject = z.strictObject({
  name: z.literal('portcullis'),
  value: z.string().regex(/^[\w-]{43}\.[\w-]{43}$/),
  domain: z.null(),
  path: z.literal('/'),
  secure: z.literal(false),
  httponly: z.literal(true),
  expires: z.iso.datetime(),
  inactive_lifetime: z.literal(14 * 86_400),
})

/** The session object of a trade that went well; its `value`. */
export function expectSession(answer: Answer): string {
  expect([answer.status, answer.body]).toEqual([200, expect.stringContaining('"value"')])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.get('content-type')).toContain('application/json')
  expect(answer.headers.getSetCookie()).toEqual([])
  return sessionValueIn(answer)
}

/** The `value` of a session object. */
export function sessionValueIn(answer: Answer): string {
  return SessionObject.parse(JSON.parse(answer.body)).value
}

const Problem = z.object({ code: z.string(), status: z.number(), reference: z.string() })

/** A problem document with this code, which tells nothing of the token. */
export function expectRefusal(answer: Answer, code: ErrorCode, token = 'no token'): void {
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  const problem = Problem.parse(JSON.parse(answer.body))
  const { status } = ERROR_KINDS[code]
  expect([answer.status, problem.code, problem.status]).toEqual([status, code, status])
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.headers.getSetCookie()).toEqual([])
  expect(answer.body).not.toContain(token)
  if (code !== 'invalid_token' && code !== 'insufficient_scope') return
  expect(answer.headers.get('www-authenticate')).toMatch(new RegExp(`^Bearer( error="${code}")?$`))
}
