import type { MessageKey } from '../locales/messages.js'
import type { Translator } from '../locales/translator.js'
import type { EmailKind, EmailMessage } from './mailer.js'

/** How many minutes a code in an email is valid. */
export const CODE_TTL_MINUTES = 15
/** The same for a code that signs in. */
export const SIGN_IN_CODE_TTL_MINUTES = 10

/** What has changed about the ways to sign in to an account. A label is the name of a provider. */
export type AccessChange =
  | { readonly kind: 'connected' | 'disconnected'; readonly label: string }
  | { readonly kind: 'password-set' | 'password-changed' | 'password-removed' | 'device-approved' }

/** What emails say about the site. */
export interface MailSite {
  /** The public address. */
  readonly url: string
  /** What the site is called; null to use its host. */
  readonly name: string | null
  /** An address where people get help; null without one. */
  readonly support: string | null
}

/** The emails that we send, in one language. No link in them has an effect just by being opened. */
export interface EmailTemplates {
  registrationCode(code: string): EmailMessage
  alreadyRegistered(): EmailMessage
  resetCode(code: string): EmailMessage
  passwordReset(): EmailMessage
  /** For a user whom an administrator has created. @param link secret: it signs the user in once */
  invitation(link: string, days: number): EmailMessage
  /** For a user to whom an administrator sends it. @param link secret: its page sets a new password */
  passwordLink(link: string, hours: number): EmailMessage
  emailCode(code: string): EmailMessage
  /** For a sign-in with the provider of this label; `path` of the link is relative to the address of the site. */
  continueCode(input: { readonly code: string; readonly path: string; readonly label: string }): EmailMessage
  /** `path` leads to the page that signs in; null for a program, which has no page. */
  signInCode(input: { readonly code: string; readonly path: string | null }): EmailMessage
  emailChangeRequested(): EmailMessage
  emailChanged(): EmailMessage
  accountDeleted(): EmailMessage
  /**
   * For the proven address, after a login method was added or removed. A device chooses its own name, so the name is not in
   * the email.
   */
  accessChanged(change: AccessChange): EmailMessage
}

/** The kinds of emails with a code, which are alike but for their first and last lines. */
type CodeMailKey = 'mail.registrationCode' | 'mail.resetCode' | 'mail.emailCode'

/** The kinds of emails that only name the site. Each has a subject of its own. */
type NoticeMailKey =
  | 'mail.alreadyRegistered'
  | 'mail.passwordReset'
  | 'mail.emailChangeRequested'
  | 'mail.emailChanged'
  | 'mail.accountDeleted'

/** The emails of this site, in this language. */
export function createEmailTemplates(site: MailSite, translator: Translator): EmailTemplates {
  const name = site.name ?? new URL(site.url).host
  const layout = (text: string): string => {
    const support = site.support && translator.t('mail.support', { address: site.support })
    return translator.t('mail.layout', { body: support === null ? text : `${text}\n\n${support}` })
  }
  // Phones show the subject in the notification, so the email need not be opened.
  const codeSubject = (code: string) => translator.t('mail.codeSubject', { code, name })
  // The code is alone on its line, so that it is easy to copy and to read out.
  const codeLines = (code: string, minutes = CODE_TTL_MINUTES) => translator.t('mail.code', { code, minutes })
  const codeMail =
    (kind: EmailKind, key: CodeMailKey) =>
    (code: string): EmailMessage => ({
      kind,
      subject: codeSubject(code),
      text: layout(translator.t(key, { site: site.url, code: codeLines(code) })),
    })
  const notice = (kind: EmailKind, key: NoticeMailKey) => (): EmailMessage => ({
    kind,
    subject: translator.t(`${key}.subject` satisfies MessageKey, { name }),
    text: layout(translator.t(key, { site: site.url })),
  })
  return {
    registrationCode: codeMail('registration code', 'mail.registrationCode'),
    alreadyRegistered: notice('already registered', 'mail.alreadyRegistered'),
    resetCode: codeMail('reset code', 'mail.resetCode'),
    passwordReset: notice('password reset', 'mail.passwordReset'),
    invitation: (link, days) => ({
      kind: 'invitation',
      subject: translator.t('mail.invitation.subject', { name }),
      text: layout(translator.t('mail.invitation', { site: site.url, link, days })),
    }),
    passwordLink: (link, hours) => ({
      kind: 'password link',
      subject: translator.t('mail.passwordLink.subject', { name }),
      text: layout(translator.t('mail.passwordLink', { site: site.url, link, hours })),
    }),
    emailCode: codeMail('email code', 'mail.emailCode'),
    continueCode: ({ code, path, label }) => ({
      kind: 'sign-in code',
      subject: codeSubject(code),
      text: layout(
        translator.t('mail.continueCode', {
          ...{ site: site.url, provider: label, code: codeLines(code) },
          link: `${site.url}${path}`,
        }),
      ),
    }),
    signInCode: ({ code, path }) => {
      const params = { site: site.url, code: codeLines(code, SIGN_IN_CODE_TTL_MINUTES) }
      const text =
        path === null
          ? translator.t('mail.signInCode', params)
          : translator.t('mail.signInLink', { ...params, link: `${site.url}${path}` })
      return { kind: 'sign-in code', subject: codeSubject(code), text: layout(text) }
    },
    emailChangeRequested: notice('email change requested', 'mail.emailChangeRequested'),
    emailChanged: notice('email changed', 'mail.emailChanged'),
    accountDeleted: notice('account deleted', 'mail.accountDeleted'),
    accessChanged: (change) => ({
      kind: 'access changed',
      subject: translator.t(`mail.${change.kind}.subject`, { name }),
      text: layout(
        translator.t('mail.accessChanged', { site: site.url, change: describeChange(change, translator) }),
      ),
    }),
  }
}

function describeChange(change: AccessChange, translator: Translator): string {
  if (change.kind === 'connected' || change.kind === 'disconnected')
    return translator.t(`mail.${change.kind}`, { provider: change.label })
  return translator.t(`mail.${change.kind}`)
}
