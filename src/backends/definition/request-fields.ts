import { createPrivateKey, type KeyObject } from 'node:crypto'
import { z } from 'zod'
import { MAX_PEM_LENGTH, normalizePem } from './client-key.js'
import { schemaProblem, wanted } from './problem.js'
import { fieldTraits, PARAMS_SET_ELSEWHERE, textSchema } from './shared-fields.js'

const UNIT_MS: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
])

/** A duration such as "10s" or "2m"; the output is in milliseconds. */
function durationSchema(maxMs: number, maxText: string) {
  return z.string({ error: schemaProblem('fieldProblem.durationText') }).transform((text, context) => {
    const [, digits, unit = ''] = /^(\d{1,6})([sm])$/.exec(text) ?? []
    const ms = Number(digits) * (UNIT_MS.get(unit) ?? Number.NaN)
    if (ms > 0 && ms <= maxMs) return ms
    context.addIssue({ code: 'custom', message: schemaProblem('fieldProblem.duration', { max: maxText }) })
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

const loginParamSchema = textSchema('parameterName', 60)
  .regex(/^[a-z][a-z0-9_.-]*$/i, schemaProblem('fieldProblem.notAParameter'))
  .refine(
    (name) => !PARAMS_SET_ELSEWHERE.has(name) && !OWN_PARAMS.includes(name),
    schemaProblem('fieldProblem.ownParameter'),
  )

/** How the requests of a sign-in differ from the usual ones, for every kind of backend. */
export const requestFields = {
  /** How much the clocks may differ. */
  clockTolerance: durationSchema(300_000, '5m').default(30_000),
  /** The time limit of one call. All calls of a sign-in together may take nearly twice as long. */
  timeout: durationSchema(30_000, '30s').default(5000),
  /** The parameters that a link to `/login/NAME` may pass on to the provider. */
  loginParams: z
    .array(loginParamSchema, { error: schemaProblem('fieldProblem.listOfParameters') })
    .max(20, schemaProblem('fieldProblem.tooManyParameters', { max: 20 }))
    .default([]),
  /** Whether a response with a code but without a state, as a portal sends it, starts a sign-in. */
  startWithoutState: z.boolean().default(false),
}

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
  .string({ error: schemaProblem('fieldProblem.mustBe', { what: wanted('pem') }) })
  .max(MAX_PEM_LENGTH, schemaProblem('fieldProblem.keyLong', { max: String(MAX_PEM_LENGTH) }))
  .transform(normalizePem)
  .refine(
    (text) => parseDecryptionKey(text) !== null,
    schemaProblem('fieldProblem.decryptionKey', { what: wanted('pem') }),
  )
  .nullable()
  .default(null)
  .register(fieldTraits, { isSecret: true })
