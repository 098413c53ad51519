import { type AccessChange, describeAccessChange } from './access-templates.js'
import type { EmailMessage } from './mailer.js'

/** How many minutes a code in an email is valid. */
export const CODE_TTL_MINUTES = 15

/** The emails that we send. `site` is the public address. No link in them has an effect just by being opened. */
export interface EmailTemplates {
  registrationCode(code: string): EmailMessage
  alreadyRegistered(): EmailMessage
  resetCode(code: string): EmailMessage
  passwordReset(): EmailMessage
  emailCode(code: string): EmailMessage
  /** For a sign-in with the provider of this label; `path` of the link is relative to the address of the site. */
  continueCode(input: { readonly code: string; readonly path: string; readonly label: string }): EmailMessage
  emailChangeRequested(): EmailMessage
  emailChanged(): EmailMessage
  accountDeleted(): EmailMessage
  /** For the proven address, after a login method was added or removed. */
  accessChanged(change: AccessChange): EmailMessage
}

/** The emails of the site at this address. */
export function createEmailTemplates(site: string): EmailTemplates {
  const name = new URL(site).host
  return {
    registrationCode: (code) => ({
      kind: 'registration code',
      subject: codeSubject(code, name),
      text: layout(
        'Someone (hopefully you) is creating an account with this email address at',
        site,
        '',
        ...codeLines(code),
        '',
        "If this wasn't you, ignore this email. No account is created without the code.",
      ),
    }),
    alreadyRegistered: () => ({
      kind: 'already registered',
      subject: `You already have an account at ${name}`,
      text: layout(
        'Someone (hopefully you) tried to create an account with this email address at',
        site,
        '',
        'You already have an account. Please sign in the way you usually do. If you',
        'have forgotten your password, choose "Forgot your password?" on the sign-in',
        'page.',
        '',
        "If this wasn't you, ignore this email. Nothing has changed.",
      ),
    }),
    resetCode: (code) => ({
      kind: 'reset code',
      subject: codeSubject(code, name),
      text: layout(
        'Someone (hopefully you) asked for a new password for your account at',
        site,
        '',
        ...codeLines(code),
        '',
        "If this wasn't you, ignore this email. Your password stays the same.",
      ),
    }),
    passwordReset: () => ({
      kind: 'password reset',
      subject: `Your password at ${name} was changed`,
      text: layout(
        'A new password was set for your account at',
        site,
        'with a code that we sent to this address. You were signed out everywhere else.',
        '',
        "If this wasn't you, someone else can read your email. Secure your email account",
        'first, then choose "Forgot your password?" on the sign-in page.',
      ),
    }),
    continueCode: ({ code, path, label }) => ({
      kind: 'sign-in code',
      subject: codeSubject(code, name),
      text: layout(
        `Someone (hopefully you) is signing in with ${label} and entered this email`,
        `address at ${site}`,
        '',
        ...codeLines(code),
        '',
        'Or open this link and press the button there:',
        '',
        `    ${site}${path}`,
        '',
        "If this wasn't you, ignore this email. Without the code, no one can sign in.",
      ),
    }),
    accessChanged: (change) => {
      const { subject, lines } = describeAccessChange(change, name)
      return {
        kind: 'access changed',
        subject,
        text: layout(
          'Something has changed about how you sign in to your account at',
          site,
          '',
          ...lines,
          '',
          "If this wasn't you, sign in now, remove what you don't know on your account page,",
          "and sign out all other sessions there. Then contact the site's administrator.",
        ),
      }
    },
    ...addressChangeTemplates(site, name),
  }
}

function addressChangeTemplates(
  site: string,
  name: string,
): Pick<EmailTemplates, 'emailCode' | 'emailChangeRequested' | 'emailChanged' | 'accountDeleted'> {
  return {
    emailCode: (code) => ({
      kind: 'email code',
      subject: codeSubject(code, name),
      text: layout(
        'Someone (hopefully you) wants to use this email address for their account at',
        site,
        '',
        ...codeLines(code),
        '',
        "If this wasn't you, ignore this email. Nothing changes without the code.",
      ),
    }),
    emailChangeRequested: () => ({
      kind: 'email change requested',
      subject: `New email address for your account at ${name}?`,
      text: layout(
        'Someone who is signed in to your account (hopefully you) asked to use another',
        'email address for it at',
        site,
        '',
        'Nothing has changed yet: the new address must be confirmed first.',
        '',
        "If this wasn't you, sign in now and set a new password. That signs out all other",
        'sessions.',
      ),
    }),
    emailChanged: () => ({
      kind: 'email changed',
      subject: `Your email address at ${name} was changed`,
      text: layout(
        'A new email address was confirmed for your account at',
        site,
        'From now on, we will use the new address and no longer this one.',
        '',
        "If this wasn't you, contact the site's administrator.",
      ),
    }),
    accountDeleted: () => ({
      kind: 'account deleted',
      subject: `Your account at ${name} was deleted`,
      text: layout(
        'Your account was deleted, with everything that belonged to it, at',
        site,
        'Signing in there again creates a new account.',
        '',
        "If this wasn't you, contact the site's administrator.",
      ),
    }),
  }
}

/** The subject of an email with a code: phones show it in the notification, so the email need not be opened. */
function codeSubject(code: string, name: string): string {
  return `${code} is your ${name} code`
}

/** The code alone on its line, so that it is easy to copy and to read out. */
function codeLines(code: string): readonly string[] {
  return [
    'Enter this code on the page where you requested it:',
    '',
    `    ${code}`,
    '',
    `This code expires in ${CODE_TTL_MINUTES} minutes and can be used once. Never share it.`,
  ]
}

function layout(...lines: readonly string[]): string {
  return ['Hello,', '', ...lines, ''].join('\n')
}
