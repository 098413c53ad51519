import type { Context } from 'koa'
import type Router from 'koa-router'
import { PortcullisError } from '../../errors.js'
import { INVITATION_TTL_DAYS } from '../../flows/invitations.js'
import type { Translator } from '../../locales/translator.js'
import { parseEmailAddress } from '../../mail/email-address.js'
import type { EmailMessage } from '../../mail/mailer.js'
import { type AccessChange, createEmailTemplates, type EmailTemplates } from '../../mail/templates.js'
import { readForm, singleParam } from '../../middleware/body.js'
import { browserName } from '../../middleware/client-info.js'
import { translatorOf } from '../../middleware/language.js'
import { allowOwnFrames } from '../../middleware/security-headers.js'
import type { RateLimitRule } from '../../rate-limit/rate-limiter.js'
import { requireMail } from '../email-codes.js'
import { withFlash } from '../flash.js'
import { RESET_LINK_TTL_HOURS } from '../password/reset.js'
import { queryParam, redirect, sendPage, type Services, userAgentOf } from '../services.js'
import { adminLayout, requireAdmin, requireAdminForm } from './access.js'

const PATH = '/admin/mails'
/** An address of the block that is reserved for documentation (RFC 5737). */
const SAMPLE_ADDRESS = '203.0.113.7'
const SAMPLES_LIMIT: RateLimitRule = { name: 'sample emails', max: 20, windowMs: 3600_000 }

/** The emails that the site sends, as people get them. */
export function mailRoutes(router: Router, services: Services): void {
  const { mail, site, http } = services

  router.get(PATH, (ctx) => {
    const current = requireAdmin(services, ctx)
    const translator = translatorOf(ctx)
    const listSubjects = (name: SampleName) =>
      writeMails(services, ctx, name, translator).map(({ subject }) => subject)
    const mails = SAMPLE_NAMES.map((name) => ({ name, subjects: [...new Set(listSubjects(name))] }))
    sendPage(services, ctx, {
      name: 'admin/mails',
      ...adminLayout(ctx, current, 'mails'),
      canSend: mail !== null,
      mails,
    })
  })

  router.get(`${PATH}/:name`, (ctx) => {
    const current = requireAdmin(services, ctx)
    const name = requireSampleName(ctx.params['name'])
    const translator = chooseLanguage(services, ctx, queryParam(ctx, 'language'))
    const { locale, dir } = translator
    allowOwnFrames(ctx)
    sendPage(services, ctx, {
      name: 'admin/mail',
      ...adminLayout(ctx, current, 'mails'),
      mail: name,
      samples: writeMails(services, ctx, name, translator).map(({ subject, text }) => ({ subject, text })),
      language: { locale, dir },
      languages: http.languages.offered.map((each) => ({ locale: each.locale, label: each.label })),
      to: mail === null ? null : parseEmailAddress(current.user.provenEmail),
    })
  })

  // What the frame of that page shows. The policy keeps the email from loading or running anything.
  router.get(`${PATH}/:name/:number`, (ctx) => {
    requireAdmin(services, ctx)
    const translator = chooseLanguage(services, ctx, queryParam(ctx, 'language'))
    const mails = writeMails(services, ctx, requireSampleName(ctx.params['name']), translator)
    const found = mails[Number(ctx.params['number']) - 1]
    if (found === undefined) throw new PortcullisError('not_found')
    ctx.set('Cache-Control', 'no-store')
    ctx.set(
      'Content-Security-Policy',
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox",
    )
    ctx.type = 'html'
    ctx.body = found.html
  })

  router.post(`${PATH}/:name`, async (ctx) => {
    const { user } = requireAdminForm(services, ctx)
    const name = requireSampleName(ctx.params['name'])
    const { mailQueue } = requireMail(services)
    const to = parseEmailAddress(user.provenEmail)
    if (to === null)
      throw new PortcullisError('bad_request', { detail: 'the administrator has no confirmed address' })
    const translator = chooseLanguage(services, ctx, singleParam(readForm(ctx), 'language'))
    const mails = writeMails(services, ctx, name, translator)
    const isSent = await services.rateLimiter.run([{ rule: SAMPLES_LIMIT, subject: user.id }], async () => {
      const results = await Promise.all(mails.map((each) => mailQueue.deliver({ to, ...each })))
      return results.every((each) => each)
    })
    const path = withFlash(`${site.basePath}${PATH}/${name}`, isSent ? 'mail-sent' : 'mail-failed')
    redirect(ctx, `${path}&language=${encodeURIComponent(translator.locale)}`)
  })
}

/** An email with made-up values: one for each text that it can have. */
function writeMails(
  { mailSite, clock }: Pick<Services, 'mailSite' | 'clock'>,
  ctx: Context,
  name: SampleName,
  translator: Translator,
): readonly EmailMessage[] {
  const origin = {
    at: clock(),
    address: SAMPLE_ADDRESS,
    browser: browserName(userAgentOf(ctx), translator),
  }
  const person = createEmailTemplates(mailSite, translator, origin)
  const administrator = createEmailTemplates(mailSite, translator, null)
  return SAMPLES[name]({ person, administrator }, mailSite.url)
}

/** The language of this tag if the site offers it, else that of the request. */
function chooseLanguage({ http }: Pick<Services, 'http'>, ctx: Context, language: string | null): Translator {
  return http.languages.offered.find(({ locale }) => locale === language) ?? translatorOf(ctx)
}

function requireSampleName(name = ''): SampleName {
  if (!isSampleName(name)) throw new PortcullisError('not_found')
  return name
}

/** Which email. */
type SampleName = keyof EmailTemplates

/** The templates for what people do themselves, and for what an administrator does to their account. */
interface SampleTemplates {
  readonly person: EmailTemplates
  readonly administrator: EmailTemplates
}

// It has the form of a code, so that people see how one looks. No flow ever accepts it.
const CODE = 'K7Q-M2X-HD4'
const PROVIDER = 'Example'
/** The path of every link in a sample. It leads nowhere. */
const SAMPLE_PATH = '/sample'
const CHANGES: readonly AccessChange[] = [
  { kind: 'connected', label: PROVIDER },
  { kind: 'disconnected', label: PROVIDER },
  { kind: 'password-set' },
  { kind: 'password-changed' },
  { kind: 'password-removed' },
  { kind: 'device-approved' },
]

/** Writes the samples of one email. Its links begin with `url`, the address of the site. */
type WriteSamples = (templates: SampleTemplates, url: string) => readonly EmailMessage[]

/** In the order of the page. It is a record, so that the compiler reports a new email without a sample. */
const SAMPLES: Readonly<Record<SampleName, WriteSamples>> = {
  registrationCode: ({ person }) => [person.registrationCode(CODE)],
  alreadyRegistered: ({ person }) => [person.alreadyRegistered()],
  signInCode: ({ person }) => [
    person.signInCode({ code: CODE, path: SAMPLE_PATH }),
    person.signInCode({ code: CODE, path: null }),
  ],
  continueCode: ({ person }) => [person.continueCode({ code: CODE, path: SAMPLE_PATH, label: PROVIDER })],
  newSignIn: ({ person }) => [person.newSignIn(PROVIDER)],
  accessChanged: ({ person }) => CHANGES.map((change) => person.accessChanged(change)),
  resetCode: ({ person }) => [person.resetCode(CODE)],
  passwordReset: ({ person }) => [person.passwordReset()],
  emailCode: ({ person }) => [person.emailCode(CODE)],
  emailChangeRequested: ({ person }) => [person.emailChangeRequested()],
  emailChanged: ({ person }) => [person.emailChanged()],
  usernameChanged: ({ person }) => [person.usernameChanged()],
  usernameChangedByAdministrator: ({ administrator }) => [administrator.usernameChangedByAdministrator()],
  invitation: ({ administrator }, url) => [administrator.invitation(url + SAMPLE_PATH, INVITATION_TTL_DAYS)],
  passwordLink: ({ administrator }, url) => [
    administrator.passwordLink(url + SAMPLE_PATH, RESET_LINK_TTL_HOURS),
  ],
  accountDeleted: ({ person }) => [person.accountDeleted()],
}

const SAMPLE_NAMES = Object.keys(SAMPLES).filter(isSampleName)

/** Whether there is an email of this name. */
function isSampleName(name: string): name is SampleName {
  return Object.hasOwn(SAMPLES, name)
}
