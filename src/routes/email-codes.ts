import type { Context } from 'koa'
import { PortcullisError } from '../errors.js'
import type { EmailCodeLookup, PendingEmailCode } from '../flows/email-codes.js'
import { message } from '../locales/messages.js'
import { type EmailAddress, parseEmailAddress } from '../mail/email-address.js'
import { readForm, singleParam } from '../middleware/body.js'
import { requestContext } from '../middleware/request-context.js'
import { type Limit, networkLimits, type RateLimitRule } from '../rate-limit/rate-limiter.js'
import type { User } from '../store/models.js'
import { clientInfo, type MailServices, type Services } from './services.js'

const HOUR_MS = 3600_000
/**
 * A stranger who requests codes for someone's address fills their inbox. Each code works only on the page that requested
 * it, so all of these may be valid at once.
 */
const ADDRESS_LIMIT: RateLimitRule = { name: 'codes to one address', max: 5, windowMs: HOUR_MS }
/** The same for browsers that the owner of the address has signed in with before, which strangers cannot use up. */
const KNOWN_BROWSERS_LIMIT: RateLimitRule = {
  name: 'codes to one address from known browsers',
  max: 5,
  windowMs: HOUR_MS,
}
const NETWORK_LIMIT: RateLimitRule = { name: 'codes asked for from one network', max: 30, windowMs: HOUR_MS }

const MAX_EMAIL_LENGTH = 320
const MAX_CODE_LENGTH = 40

/** The email services. @throws PortcullisError mail_unavailable */
export function requireMail({ mail }: Services): MailServices {
  if (mail === null) throw new PortcullisError('mail_unavailable', { detail: message('detail.mailOff') })
  return mail
}

/** The email address as it was typed, to show it again. */
export function readEmailField(form: URLSearchParams): string {
  return singleParam(form, 'email', MAX_EMAIL_LENGTH) ?? ''
}

/** The email address of a form. @throws PortcullisError email_invalid */
export function requireEmailField(form: URLSearchParams): EmailAddress {
  const address = parseEmailAddress(readEmailField(form))
  if (!address) throw new PortcullisError('email_invalid', { detail: message('detail.address.notOne') })
  return address
}

/**
 * The limits for one more email to this address, and for one more that this client requests, whether or not it is
 * sent.
 */
export function mailLimits(services: Services, ctx: Context, address: string): readonly Limit[] {
  const network = networkLimits(NETWORK_LIMIT, clientInfo(services, ctx).address)
  return [...network, ...addressLimits(address)]
}

/** The limit for one more email to this address that an administrator sends. */
export function addressLimits(address: string): readonly Limit[] {
  return [{ rule: ADDRESS_LIMIT, subject: address }]
}

/**
 * The same for a code that signs in, which a stranger must not be able to deny to its owner. The statements are the same for
 * known and unknown addresses. @param owner the user who has proven the address
 */
export function signInMailLimits(
  services: Services,
  ctx: Context,
  address: string,
  owner: User | null,
): readonly Limit[] {
  const isKnown = owner !== null && services.http.knownBrowsers.find(ctx, owner) !== null
  const network = networkLimits(NETWORK_LIMIT, clientInfo(services, ctx).address)
  return [...network, { rule: isKnown ? KNOWN_BROWSERS_LIMIT : ADDRESS_LIMIT, subject: address }]
}

/** The token of the page that a form comes from, or null. */
export function readFlowToken(form: URLSearchParams): string | null {
  return singleParam(form, 'handle', 100)
}

/** The form of a page that asks for the code of an email. */
export interface CodeForm {
  readonly form: URLSearchParams
  readonly flowToken: string
  /** The address that the code was sent to. */
  readonly address: string
  /**
   * Consumes the code. From then on, errors have a page of their own, because the form could not be sent again.
   * @throws PortcullisError as `redeemEmailCode` does
   */
  readonly redeem: () => Promise<PendingEmailCode>
}

/**
 * Reads the form of a page that asks for a code, and finds what waits for this code.
 * @throws PortcullisError code_rejected when no code can be right
 */
export async function openCodeForm(
  services: Pick<Services, 'flows'>,
  ctx: Context,
  request: Omit<EmailCodeLookup, 'flowToken'>,
): Promise<CodeForm> {
  const form = readForm(ctx)
  const flowToken = readFlowToken(form)
  const lookup = { ...request, flowToken }
  const { email: address } = await services.flows.emailCodes.peek(lookup)
  return {
    form,
    flowToken: flowToken ?? '',
    address,
    redeem: async () => {
      const proven = await redeemEmailCode(services, form, lookup)
      requestContext(ctx).renderError = null
      return proven
    },
  }
}

/**
 * What the code of this form proves.
 * @throws PortcullisError bad_request without a code, code_wrong for a wrong one, code_rejected when none can be
 *   right
 */
export async function redeemEmailCode(
  { flows }: Pick<Services, 'flows'>,
  form: URLSearchParams,
  lookup: EmailCodeLookup,
): Promise<PendingEmailCode> {
  const code = singleParam(form, 'code', MAX_CODE_LENGTH)
  if (code === null) throw new PortcullisError('bad_request', { detail: message('detail.code.missing') })
  const result = await flows.emailCodes.redeem(lookup, code)
  if (result.isCorrect) return result
  const { attemptsLeft } = result
  if (attemptsLeft === 0)
    throw new PortcullisError('code_rejected', { detail: message('detail.code.lastAttempt') })
  const text = message('form.triesLeft', { count: attemptsLeft })
  throw new PortcullisError('code_wrong', { text })
}
