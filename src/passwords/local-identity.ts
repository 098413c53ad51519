import type { Identity } from '../identity.js'
import { PASSWORD_BACKEND } from '../policy.js'
import { LOCAL_ISSUER } from './give-password.js'

/**
 * Somebody whom this house itself knows, as the pipeline takes it. It says nothing of address or names of the person:
 * those are the user's own, not news from a provider.
 */
export function localIdentity(subject: string, preferredUsername: string | null): Identity {
  return {
    backend: PASSWORD_BACKEND,
    issuer: LOCAL_ISSUER,
    subject,
    email: null,
    emailVerified: false,
    preferredUsername,
    name: null,
    givenName: null,
    familyName: null,
    picture: null,
    claims: {},
    tokens: null,
  }
}
