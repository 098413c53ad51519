import type { MessageKey } from '../locales/messages.js'
import type { Translator } from '../locales/translator.js'
import { type MailText, mailText, type MailValue, toBlocks, renderPlainText } from './content.js'
import { type MailPalette, renderHtml } from './html.js'
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
  /** The colors that the site has set; null for those of Portcullis. */
  readonly palette: MailPalette | null
}

/** The request that an email is about, so that its reader can tell whether it was theirs. */
export interface MailOrigin {
  readonly at: Date
  /** In words, such as "Firefox on Linux". */
  readonly browser: string
  /** The IP address; null if it is unknown. */
  readonly address: string | null
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
  /** For the proven address. The user has chosen the new name, so the name is not in the email. */
  usernameChanged(): EmailMessage
  /** The same, when an administrator has changed it. */
  usernameChangedByAdministrator(): EmailMessage
  accountDeleted(): EmailMessage
  /**
   * For the proven address, after a login method was added or removed. A device chooses its own name, so the name is not in
   * the email.
   */
  accessChanged(change: AccessChange): EmailMessage
  /** For the proven address, after a sign-in with a browser that is not known. @param method the words after "sign in with" */
  newSignIn(method: string): EmailMessage
}

/** The kinds of emails with a code, which are alike but for their first and last lines. */
type CodeMailKey = 'mail.registrationCode' | 'mail.resetCode' | 'mail.emailCode'

/** The kinds of emails that only name the site. Each has a subject of its own. */
type NoticeMailKey =
  | 'mail.alreadyRegistered'
  | 'mail.passwordReset'
  | 'mail.emailChangeRequested'
  | 'mail.emailChanged'
  | 'mail.usernameChanged'
  | 'mail.usernameChangedByAdministrator'
  | 'mail.accountDeleted'

/**
 * The emails of this site, in this language.
 * @param origin the request of a person; null for what an administrator or a program has done
 */
export function createEmailTemplates(
  site: MailSite,
  translator: Translator,
  origin: MailOrigin | null,
): EmailTemplates {
  const name = site.name ?? new URL(site.url).host
  const siteValue = { site: site.url }
  const write = createWriter(site, name, translator, origin)
  // Phones show the subject in the notification, so the email need not be opened.
  const codeSubject = (code: string) => translator.t('mail.codeSubject', { code, name })
  // The code is alone on its line, so that it is easy to copy and to read out.
  const codeLines = (code: string, minutes = CODE_TTL_MINUTES) =>
    mailText('mail.code', { code: { code }, minutes })
  const codeMail =
    (kind: EmailKind, key: CodeMailKey) =>
    (code: string): EmailMessage =>
      write(kind, { subject: codeSubject(code) }, mailText(key, { site: siteValue, code: codeLines(code) }))
  const notice = (kind: EmailKind, key: NoticeMailKey) => (): EmailMessage => {
    const subject = translator.t(`${key}.subject` satisfies MessageKey, { name })
    return write(kind, { subject, heading: subject }, mailText(key, { site: siteValue }))
  }
  return {
    registrationCode: codeMail('registration code', 'mail.registrationCode'),
    alreadyRegistered: notice('already registered', 'mail.alreadyRegistered'),
    resetCode: codeMail('reset code', 'mail.resetCode'),
    passwordReset: notice('password reset', 'mail.passwordReset'),
    invitation: (link, days) => {
      const subject = translator.t('mail.invitation.subject', { name })
      const text = mailText('mail.invitation', { site: siteValue, link: { link }, days })
      return write('invitation', { subject, heading: subject }, text)
    },
    passwordLink: (link, hours) => {
      const subject = translator.t('mail.passwordLink.subject', { name })
      const text = mailText('mail.passwordLink', { site: siteValue, link: { link }, hours })
      return write('password link', { subject, heading: subject }, text)
    },
    emailCode: codeMail('email code', 'mail.emailCode'),
    continueCode: ({ code, path, label }) => {
      const text = mailText('mail.continueCode', {
        site: siteValue,
        provider: label,
        code: codeLines(code),
        link: { link: `${site.url}${path}` },
      })
      return write('sign-in code', { subject: codeSubject(code) }, text)
    },
    signInCode: ({ code, path }) => {
      const params = { site: siteValue, code: codeLines(code, SIGN_IN_CODE_TTL_MINUTES) }
      const text =
        path === null
          ? mailText('mail.signInCode', params)
          : mailText('mail.signInLink', { ...params, link: { link: `${site.url}${path}` } })
      return write('sign-in code', { subject: codeSubject(code) }, text)
    },
    emailChangeRequested: notice('email change requested', 'mail.emailChangeRequested'),
    emailChanged: notice('email changed', 'mail.emailChanged'),
    usernameChanged: notice('user name changed', 'mail.usernameChanged'),
    usernameChangedByAdministrator: notice('user name changed', 'mail.usernameChangedByAdministrator'),
    accountDeleted: notice('account deleted', 'mail.accountDeleted'),
    accessChanged: (change) => {
      const subject = translator.t(`mail.${change.kind}.subject`, { name })
      const text = mailText('mail.accessChanged', { site: siteValue, change: describeChange(change) })
      return write('access changed', { subject, heading: subject }, text)
    },
    newSignIn: (method) => {
      const subject = translator.t('mail.newSignIn.subject', { name })
      const text = mailText('mail.newSignIn', { site: siteValue, method })
      return write('new sign-in', { subject, heading: subject }, text)
    },
  }
}

/** Puts an email together: its greeting, its text, where it comes from, and where people get help. */
function createWriter(site: MailSite, name: string, translator: Translator, origin: MailOrigin | null) {
  const ending: readonly MailValue[] = [
    ...(origin === null ? [] : [originFacts(origin, translator)]),
    ...(site.support === null ? [] : [mailText('mail.support', { address: { email: site.support } })]),
  ]
  return (
    kind: EmailKind,
    { subject, heading }: { readonly subject: string; readonly heading?: string },
    text: MailText,
  ): EmailMessage => {
    const whole = mailText('mail.layout', { body: { sequence: [text, ...ending] } })
    const html = {
      site: { name, url: site.url },
      palette: site.palette,
      subject,
      heading: heading ?? null,
      blocks: toBlocks(whole, translator),
    }
    return { kind, subject, text: renderPlainText(whole, translator), html: renderHtml(html, translator) }
  }
}

function originFacts({ at, browser, address }: MailOrigin, translator: Translator): MailValue {
  return {
    facts: [
      { label: translator.t('mail.when'), value: translator.dateTime(at) },
      { label: translator.t('continueEmailLink.browser'), value: browser },
      ...(address === null ? [] : [{ label: translator.t('common.ipAddress'), value: address }]),
    ],
  }
}

function describeChange(change: AccessChange): MailText {
  if (change.kind === 'connected' || change.kind === 'disconnected')
    return mailText(`mail.${change.kind}`, { provider: change.label })
  return mailText(`mail.${change.kind}`, {})
}
