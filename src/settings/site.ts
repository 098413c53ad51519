import { z } from 'zod'
import type { Environment } from './environment.js'
import type { ProfileField, Settings } from './settings.js'
import { durationSchema, enumSchema, commaListSchema, quoteValue } from './schemas.js'

// The error does not quote the value, because it can contain a password.
const smtpUrlSchema = z.string().refine((text) => /^smtps?:\/\/[^/]/i.test(text) && URL.canParse(text), {
  error: 'is not an SMTP URL. Write one such as smtp://user:password@mail.example.com:587.',
})

const SENDER_PATTERN = /^(?:[^<>]*<[^\s@<>"]+@[^\s@<>]+>|[^\s@<>"]+@[^\s@<>]+)$/

// No control characters: the text becomes a header of emails.
const senderSchema = z.string().refine((text) => SENDER_PATTERN.test(text) && !/\p{Cc}/u.test(text), {
  error: 'is not a sender. Write one such as Portcullis <login@example.com>.',
})

/** Reads SMTP_URL and MAIL_FROM. */
export function readMail(env: Environment): { smtpUrl: string | null; mailFrom: string | null } {
  const smtpUrl = env.read<string | null>('SMTP_URL', smtpUrlSchema, null)
  const mailFrom = env.read<string | null>('MAIL_FROM', senderSchema, null)
  if (env.text('SMTP_URL') !== null && env.text('MAIL_FROM') === null) {
    env.addError(
      'MAIL_FROM',
      'is not set, but SMTP_URL is',
      'Set it to a sender such as Portcullis <login@example.com>',
    )
  }
  return { smtpUrl, mailFrom }
}

const adminEmailSchema = z
  .string()
  .regex(z.regexes.unicodeEmail, { error: 'is not an email address. Write one such as ada@example.com.' })
  .transform((text) => text.toLowerCase())

/** Reads ADMIN_EMAILS; returns them in lower case. */
export function readAdminEmails(env: Environment): readonly string[] {
  return [...new Set(env.read('ADMIN_EMAILS', commaListSchema(adminEmailSchema), []))]
}

const usernameSchema = z
  .string()
  .transform((text) => text.toLowerCase())
  .pipe(
    z.string().regex(/^[a-z0-9](?:[a-z0-9._-]{0,28}[a-z0-9])?$/, {
      error:
        'is not a user name. Write a name of up to 30 letters from a to z, digits, dots, hyphens and underscores, such as ceo.',
    }),
  )

/** Reads RESERVED_USERNAMES; returns them in lower case. */
export function readReservedUsernames(env: Environment): readonly string[] {
  return [...new Set(env.read('RESERVED_USERNAMES', commaListSchema(usernameSchema), []))]
}

const PROFILE_FIELDS = ['name', 'picture', 'username'] as const

/**
 * Reads PROFILE_EDITING: what users may change of their own profile. Applications behind a proxy may know their users by
 * name, so the default leaves the user name out where other settings show that there may be such applications.
 */
export function readProfileEditing(
  env: Environment,
  { basePath }: Pick<Settings, 'basePath'>,
): readonly ProfileField[] {
  if (env.text('PROFILE_EDITING') === 'none') return []
  const isShared =
    basePath !== '' ||
    (['SESSION_COOKIE_DOMAIN', 'ALLOWED_REDIRECT_ORIGINS'] as const).some((name) => env.text(name) !== null)
  const byDefault = PROFILE_FIELDS.filter((field) => field !== 'username' || !isShared)
  return env.read('PROFILE_EDITING', commaListSchema(enumSchema(PROFILE_FIELDS)), byDefault)
}

const termsUrlSchema = z
  .string()
  .refine((text) => /^https?:\/\/[^/]/i.test(text) && URL.canParse(text) && !new URL(text).username, {
    error: 'is not an http or https URL. Write one such as https://example.com/terms.',
  })

const securityContactSchema = z
  .string()
  .refine((text) => /^(?:mailto:[^\s@]+@[^\s@]+|https:\/\/[^/\s]\S*)$/i.test(text) && URL.canParse(text), {
    error:
      'is not a mailto: or https: address. Write one such as mailto:security@example.com or https://example.com/security.',
  })

/** Reads SECURITY_CONTACT, for security.txt (RFC 9116). */
export function readSecurityContact(env: Environment): string | null {
  return env.read<string | null>('SECURITY_CONTACT', securityContactSchema, null)
}

const termsVersionSchema = z.string().refine((text) => text.length <= 60 && !/\p{C}/u.test(text), {
  error: 'is not a short name. Write one such as 2026-11.',
})

/** Reads TERMS_URL and TERMS_VERSION: the terms that users must accept, and the name of their current version. */
export function readTerms(env: Environment): { readonly url: string; readonly version: string } | null {
  const url = env.read<string | null>('TERMS_URL', termsUrlSchema, null)
  const termsVersion = env.read<string | null>('TERMS_VERSION', termsVersionSchema, null)
  if (env.text('TERMS_URL') !== null && env.text('TERMS_VERSION') === null) {
    env.addError(
      'TERMS_VERSION',
      'is not set, but TERMS_URL is',
      'Set it to a name for the current version of the terms, such as 2026-11',
    )
  }
  if (env.text('TERMS_URL') === null && env.text('TERMS_VERSION') !== null) {
    env.addError('TERMS_URL', 'is not set, but TERMS_VERSION is', 'Set it to the URL of the terms')
  }
  return url === null || termsVersion === null ? null : { url, version: termsVersion }
}

const DAY_MS = 86_400_000
const MIN_EVENTS = 1000
const MAX_EVENTS = 10_000_000

const eventLimitSchema: z.ZodType<number, string> = z.string().transform((text, context) => {
  const count = /^\d{1,8}$/.test(text) ? Number(text) : 0
  if (count >= MIN_EVENTS && count <= MAX_EVENTS) return count
  const fix = `Write a whole number from ${MIN_EVENTS} to ${MAX_EVENTS}`
  context.addIssue({ code: 'custom', message: `is ${quoteValue(text)}, which is out of range. ${fix}.` })
  return z.NEVER
})

/** Reads EVENT_RETENTION and EVENT_LIMIT: how long events of sign-ins are stored, and at most how many. */
export function readEventRetention(env: Environment): { retentionMs: number; maxSignIns: number } {
  return {
    retentionMs: env.read('EVENT_RETENTION', durationSchema, 30 * DAY_MS),
    maxSignIns: env.read('EVENT_LIMIT', eventLimitSchema, 200_000),
  }
}

/** How many buttons the login page has before the fold, as four providers, Demo ID and a password fit on a screen. */
export const DEFAULT_LOGIN_BUTTONS = 5
const MAX_LOGIN_BUTTONS = 100

/** Reads LOGIN_BUTTONS. */
export const loginButtonsSchema: z.ZodType<number, string> = z.string().transform((text, context) => {
  const count = Number(text)
  if (/^\d{1,3}$/.test(text) && count >= 1 && count <= MAX_LOGIN_BUTTONS) return count
  const fix = `Write a whole number from 1 to ${MAX_LOGIN_BUTTONS}`
  context.addIssue({
    code: 'custom',
    message: `is ${quoteValue(text)}, which is not a valid number of buttons. ${fix}.`,
  })
  return z.NEVER
})
