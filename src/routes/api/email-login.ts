import { z } from 'zod'
import { emailIdentity } from '../../backends/email/backend.js'
import { PortcullisError } from '../../errors.js'
import { SIGN_IN_CODE_TTL_MS } from '../../flows/email-codes.js'
import { EMAIL_BACKEND } from '../../identity.js'
import { message } from '../../locales/messages.js'
import { parseEmailAddress } from '../../mail/email-address.js'
import { readJson } from '../../middleware/body.js'
import { requestContext } from '../../middleware/request-context.js'
import { requireOpenedSession } from '../../pipeline/run.js'
import { toSessionObject } from '../../sessions/session-object.js'
import { redeemEmailCode, requireMail, signInMailLimits } from '../email-codes.js'
import { completeInBrowser } from '../finish-sign-in.js'
import type { Services } from '../services.js'
import type { Operation } from './operation.js'
import { SessionObjectSchema } from './schemas.js'

const PURPOSE = 'api-sign-in'

const AddressSchema = z.strictObject({ email: z.string().min(1).max(320) })

const HandleObject = z
  .object({
    handle: z.string().describe('Secret. The code works only together with it.'),
    expires_in: z.int().describe('Seconds for which the code is valid.'),
  })
  .meta({ id: 'EmailCodeHandle', description: 'A code was sent by email, and waits for its handle.' })

/** The start of a sign-in with an emailed code. */
export const requestEmailCode: Operation = {
  method: 'POST',
  path: '/api/login/email',
  summary: 'Send a code to sign in by email',
  description:
    'Sends a code to the address. Known and unknown addresses get the same response and the same email. ' +
    'If `EMAIL_LOGIN` is off, the response is 404.',
  security: [],
  request: { type: 'application/json', schema: AddressSchema },
  responses: { 200: { description: 'The code is on its way.', schema: HandleObject } },
  errors: ['bad_request', 'wrong_content_type', 'email_invalid', 'origin_rejected', 'too_many_requests'],
  handler: (services) => async (ctx) => {
    requireEmailLogin(services)
    const { mailQueue, emailTemplates } = requireMail(services)
    const email = parseEmailAddress(readJson(ctx, AddressSchema).email)
    if (email === null)
      throw new PortcullisError('email_invalid', { detail: message('detail.address.notOne') })
    const owner = await services.store.findUserByTrustedEmail(email)
    await services.rateLimiter.run(signInMailLimits(services, ctx, email, owner), async () => {
      const request = { purpose: PURPOSE, email, userId: null, data: '' } as const
      const { flowToken: handle, code } = await services.flows.emailCodes.issue(request)
      mailQueue.enqueue({ to: email, ...emailTemplates(ctx, owner).signInCode({ code, path: null }) })
      ctx.body = { handle, expires_in: SIGN_IN_CODE_TTL_MS / 1000 } satisfies z.infer<typeof HandleObject>
    })
  },
}

const CodeSchema = z.strictObject({
  handle: z.string().min(1).max(100),
  code: z.string().min(1).max(40).describe('As it is in the email; case and hyphens do not matter.'),
})

/** The end of a sign-in with an emailed code. */
export const emailLogin: Operation = {
  method: 'POST',
  path: '/api/login/email/code',
  summary: 'Sign in with a code from an email',
  description:
    'Sets the session cookie and returns its value, which also is the bearer token. A code is valid for ten minutes, ' +
    'five tries and one use. If `EMAIL_LOGIN` is off, the response is 404.',
  security: [],
  request: { type: 'application/json', schema: CodeSchema },
  responses: { 200: { description: 'The new session.', schema: SessionObjectSchema } },
  errors: [
    'bad_request',
    'wrong_content_type',
    'code_wrong',
    'code_rejected',
    'user_disabled',
    'registration_closed',
    'interaction_required',
    'origin_rejected',
  ],
  handler: (services) => async (ctx) => {
    const { policy } = requireEmailLogin(services).backend
    const { handle, code } = readJson(ctx, CodeSchema)
    requestContext(ctx).recorder.recordSignIn(EMAIL_BACKEND, 'browser')
    const lookup = { purpose: PURPOSE, flowToken: handle } as const
    const { email } = await redeemEmailCode(services, new URLSearchParams({ code }), lookup)
    const identity = emailIdentity({ address: email, provenAt: services.clock() })
    const outcome = await completeInBrowser(services, ctx, { identity, policy, intent: 'sign-in' })
    ctx.body = toSessionObject(services.http.sessionCookie, requireOpenedSession(outcome))
  },
}

/** @throws PortcullisError not_found when EMAIL_LOGIN is off */
function requireEmailLogin({ backends }: Pick<Services, 'backends'>) {
  if (backends.emailLogin === null) throw new PortcullisError('not_found', { detail: 'EMAIL_LOGIN is off' })
  return backends.emailLogin
}
