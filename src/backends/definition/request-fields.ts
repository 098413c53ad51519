import { createPrivateKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { normalizePem } from './client-key.js'
import { fieldTraits, PARAMS_SET_ELSEWHERE, textSchema } from './shared-fields.js'

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
])

/** A duration such as "10s" or "2m"; the output is in milliseconds. */
function durationSchema(maxMs: number, maxText: string) {
  return z.string({ error: 'must be a duration in quotes, such as "10s"' }).transform((text, context) => {
    const [, digits, unit = ''] = /^(\d{1,6})([sm])$/.exec(text) ?? []
    const ms = Number(digits) * (UNIT_MS.get(unit) ?? Number.NaN)
    if (ms > 0 && ms <= maxMs) return ms
    const message = `must be a number with s or m, such as "10s", and at most "${maxText}"`
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  })
}

/** Parameters that `/login/NAME` itself reads, or that the request for a sign-in has for other reasons. */
const OWN_PARAMS = [
  'next',
  'login_hint',
  'prompt',
  'claims',
  'iss',
  'client_assertion',
  'client_assertion_type',
]

const loginParamSchema = textSchema('the name of a parameter', 60)
  .regex(/^[a-z][a-z0-9_.-]*$/i, 'is not the name of a parameter')
  .refine(
    (name) => !PARAMS_SET_ELSEWHERE.has(name) && !OWN_PARAMS.includes(name),
    'is a parameter that Portcullis sets itself; remove it',
  )

/** How the requests of a sign-in differ from the usual ones, for every kind of backend. */
export const requestFields = {
  /** How much the clocks may differ. */
  clockTolerance: durationSchema(300_000, '5m').default(30_000),
  /** The time limit of one call. All calls of a sign-in together may take nearly twice as long. */
  timeout: durationSchema(30_000, '30s').default(5000),
  /** The parameters that a link to `/login/NAME` may pass on to the provider. */
  loginParams: z
    .array(loginParamSchema, { error: 'must be a list of parameters' })
    .max(20, 'names more than 20 parameters; name fewer')
    .default([]),
  /** Whether a response with a code but without a state, as a portal sends it, starts a sign-in. */
  startWithoutState: z.boolean({ error: 'must be true or false, without quotes' }).default(false),
}

const PEM_HINT = 'the private key as PEM, from "-----BEGIN" to "-----END ... PRIVATE KEY-----"'
const CURVES: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1', 'secp521r1'])

/** The private key in a PEM, if tokens can be encrypted for it: RSA with 2048 bits or more, or one of three curves. */
function parseDecryptionKey(pem: string): KeyObject | null {
  try {
    const key = createPrivateKey(pem)
    const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {}
    if (key.asymmetricKeyType === 'rsa') return modulusLength >= 2048 ? key : null
    return key.asymmetricKeyType === 'ec' && CURVES.has(namedCurve) ? key : null
  } catch {
    return null
  }
}

/** The private key that ID Tokens and UserInfo are encrypted for; as secret as a client secret. */
export const decryptionKeySchema = z
  .string({ error: `must be ${PEM_HINT}` })
  .max(16_384, 'is too long; write one key')
  .transform(normalizePem)
  .refine(
    (text) => parseDecryptionKey(text) !== null,
    `must be ${PEM_HINT}, of RSA with 2048 bits or more, P-256, P-384 or P-521`,
  )
  .nullable()
  .default(null)
  .register(fieldTraits, { isSecret: true })
