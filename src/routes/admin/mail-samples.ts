import { INVITATION_TTL_DAYS } from '../../flows/invitations.js'
import type { EmailMessage } from '../../mail/mailer.js'
import type { AccessChange, EmailTemplates } from '../../mail/templates.js'

/** Which email. */
export type SampleName = keyof EmailTemplates

/** The templates for what people do themselves, and for what an administrator does to their account. */
export interface SampleTemplates {
  readonly person: EmailTemplates
  readonly administrator: EmailTemplates
}

// It has the form of a code, so that people see how one looks. No flow ever accepts it.
const CODE = 'K7Q-M2X-HD4'
const PROVIDER = 'Example'
const RESET_HOURS = 24
/** The path of every link in a sample. It leads nowhere. */
const PATH = '/sample'
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
    person.signInCode({ code: CODE, path: PATH }),
    person.signInCode({ code: CODE, path: null }),
  ],
  continueCode: ({ person }) => [person.continueCode({ code: CODE, path: PATH, label: PROVIDER })],
  newSignIn: ({ person }) => [person.newSignIn(PROVIDER)],
  accessChanged: ({ person }) => CHANGES.map((change) => person.accessChanged(change)),
  resetCode: ({ person }) => [person.resetCode(CODE)],
  passwordReset: ({ person }) => [person.passwordReset()],
  emailCode: ({ person }) => [person.emailCode(CODE)],
  emailChangeRequested: ({ person }) => [person.emailChangeRequested()],
  emailChanged: ({ person }) => [person.emailChanged()],
  usernameChanged: ({ person }) => [person.usernameChanged()],
  usernameChangedByAdministrator: ({ administrator }) => [administrator.usernameChangedByAdministrator()],
  invitation: ({ administrator }, url) => [administrator.invitation(url + PATH, INVITATION_TTL_DAYS)],
  passwordLink: ({ administrator }, url) => [administrator.passwordLink(url + PATH, RESET_HOURS)],
  accountDeleted: ({ person }) => [person.accountDeleted()],
}

export const SAMPLE_NAMES = Object.keys(SAMPLES).filter(isSampleName)

/** Whether there is an email of this name. */
export function isSampleName(name: string): name is SampleName {
  return Object.hasOwn(SAMPLES, name)
}

/** An email with made-up values: one for each text that it can have. */
export function writeSamples(
  name: SampleName,
  templates: SampleTemplates,
  url: string,
): readonly EmailMessage[] {
  return SAMPLES[name](templates, url)
}
