import type { Identity } from '../identity.js'
import type { TraceEntry } from '../pipeline/pipeline.js'

const MAX_CLAIM_NAMES = 40

/** What a sign-in can use of a person, and what people call it. */
const KNOWN_CLAIMS = [
  ['email', 'e-mail address'],
  ['preferredUsername', 'user name'],
  ['name', 'name'],
  ['givenName', 'given name'],
  ['familyName', 'family name'],
  ['picture', 'picture'],
] as const

/**
 * The first line of a trace: which claims the provider sent, and which of them were understood, so that a wrong map of
 * claims shows. It names claims and tells the value of none, but whether the address is verified.
 */
export function identityTraceEntry(identity: Identity): TraceEntry {
  const names = Object.keys(identity.claims).map(safeClaimName)
  const sent = names.length === 0 ? 'no claims' : names.slice(0, MAX_CLAIM_NAMES).join(', ')
  const missing = KNOWN_CLAIMS.filter(([field]) => identity[field] === null).map(([, name]) => name)
  const reason = [
    `the provider sent ${sent}`,
    missing.length === 0
      ? 'everything was understood'
      : `no use could be made of any as ${missing.join(', ')}`,
    ...(identity.email === null ? [] : [`the address is ${identity.emailVerified ? '' : 'not '}verified`]),
  ].join('; ')
  return { step: 'identity', reason, ms: 0 }
}

function safeClaimName(name: string): string {
  return /^[\w.:/-]{1,60}$/.test(name) ? name : 'one with an odd name'
}
