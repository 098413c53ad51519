import type { EmailMessage } from './mailer.js'

/** How long a code in a mail is good. */
export const CODE_TTL_MINUTES = 15

/** The mails we write. `site` is the public address. No link in them does anything by being opened. */
export interface EmailTemplates {
  registrationCode(code: string): EmailMessage
  alreadyRegistered(): EmailMessage
  resetCode(code: string): EmailMessage
  passwordReset(): EmailMessage
  emailCode(code: string): EmailMessage
  /** For a sign-in at a provider with this label; `path` of the link is below the address of the site. */
  continueCode(input: { readonly code: string; readonly path: string; readonly label: string }): EmailMessage
  emailChangeRequested(): EmailMessage
  emailChanged(): EmailMessage
}

/** Letters in the name of the site at this address. */
export function createEmailTemplates(site: string): EmailTemplates {
  const name = new URL(site).host
  return {
    registrationCode: (code) => ({
      subject: `Your code for ${name}`,
      text: layout(
        'Welcome! Somebody, hopefully you, wants to make an account with this',
        `e-mail address at ${site}`,
        '',
        ...codeLines(code),
        '',
        'If it was not you, ignore this mail. No account is made without the code.',
      ),
    }),
    alreadyRegistered: () => ({
      subject: `You have an account at ${name}`,
      text: layout(
        'Somebody, hopefully you, wanted to make an account with this e-mail',
        `address at ${site}`,
        '',
        'You have one already, so there is nothing to make. Please sign in the way',
        'you did before. If you have forgotten your password, choose "Forgot your',
        'password?" on the sign-in page.',
        '',
        'If it was not you, ignore this mail. Nothing has changed.',
      ),
    }),
    resetCode: (code) => ({
      subject: `Your code for a new password at ${name}`,
      text: layout(
        'Somebody, hopefully you, wants a new password for your account at',
        site,
        '',
        ...codeLines(code),
        '',
        'If it was not you, ignore this mail. Your password stays as it is.',
      ),
    }),
    passwordReset: () => ({
      subject: `Your password at ${name} was changed`,
      text: layout(
        'A new password was set for your account at',
        site,
        'with a code that we sent to this address. You were signed out everywhere else.',
        '',
        'If it was not you, somebody can read your mail. Secure your mailbox first,',
        'then choose "Forgot your password?" on the sign-in page.',
      ),
    }),
    continueCode: ({ code, path, label }) => ({
      subject: `Your code for ${name}`,
      text: layout(
        `Somebody, hopefully you, is signing in with ${label} and gave this e-mail`,
        `address at ${site}`,
        '',
        ...codeLines(code),
        '',
        'Or open this link, and press the button there:',
        '',
        `    ${site}${path}`,
        '',
        'If it was not you, ignore this mail. Without the code nobody gets in.',
      ),
    }),
    ...addressChangeTemplates(site, name),
  }
}

function addressChangeTemplates(
  site: string,
  name: string,
): Pick<EmailTemplates, 'emailCode' | 'emailChangeRequested' | 'emailChanged'> {
  const remedy = [
    'If it was not you, sign in at once and set a new password, which signs',
    'everybody else out.',
  ]
  return {
    emailCode: (code) => ({
      subject: `Your code for your new address at ${name}`,
      text: layout(
        'Somebody, hopefully you, wants to use this e-mail address for their account at',
        site,
        '',
        ...codeLines(code),
        '',
        'If it was not you, ignore this mail. Without the code nothing changes.',
      ),
    }),
    emailChangeRequested: () => ({
      subject: `A new e-mail address for your account at ${name}?`,
      text: layout(
        'Somebody who is signed in to your account, hopefully you, asked to use',
        'another e-mail address for it at',
        site,
        '',
        'Nothing has changed yet: the new address must be confirmed first.',
        '',
        ...remedy,
      ),
    }),
    emailChanged: () => ({
      subject: `Your e-mail address at ${name} was changed`,
      text: layout(
        'Another e-mail address was confirmed for your account at',
        site,
        'From now on we write to that one, and no longer to this one.',
        '',
        'If it was not you, please tell whoever runs the site.',
      ),
    }),
  }
}

/** How a code is handed over: alone on its line, so that it is easy to copy and to read out. */
function codeLines(code: string): readonly string[] {
  return [
    'Type this code on the page where you asked for it:',
    '',
    `    ${code}`,
    '',
    `It is good for ${CODE_TTL_MINUTES} minutes, once. Do not tell it to anybody.`,
  ]
}

function layout(...lines: readonly string[]): string {
  return ['Hello,', '', ...lines, ''].join('\n')
}
