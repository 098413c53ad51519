import { LOCAL_ISSUER } from '../backends/password/policy.js'
import { newId } from '../crypto/tokens.js'
import { PASSWORD_BACKEND } from '../identity.js'
import type { ImportRows } from '../store/imports.js'
import type { Candidate } from './candidate.js'

/** A person with the user name that they get. */
export type NamedCandidate = Omit<Candidate, 'username'> & {
  readonly username: string
  readonly hasOwnUsername: boolean
}

/** The rows of the database for these people. */
export function toRows(created: readonly NamedCandidate[], now: Date): ImportRows {
  return {
    users: created.map(
      ({ id, username, email, provenEmail, profile, language, active, createdAt, fields, adminRoles }) => ({
        id,
        username,
        email,
        provenEmail,
        emailVerified: provenEmail !== null,
        ...profile,
        language,
        active,
        admin: false,
        sessionEpoch: 0,
        acceptedTerms: null,
        formerUsername: null,
        providerProfile: '{}',
        signInMails: true,
        stepRoles: '[]',
        adminRoles,
        fields,
        createdAt: createdAt ?? now,
        updatedAt: now,
      }),
    ),
    accounts: created.flatMap(({ id: userId, username, accounts, hash, createdAt }) => {
      const moments = { createdAt: now, lastLoginAt: createdAt ?? now }
      const nothing = { tokens: null, extraData: '{}' }
      const linked = accounts.map((account) => ({
        id: newId(),
        userId,
        ...account,
        label: null,
        ...nothing,
        ...moments,
      }))
      if (hash === null) return linked
      const local = { backend: PASSWORD_BACKEND, issuer: LOCAL_ISSUER, subject: newId(), label: username }
      return [...linked, { id: newId(), userId, ...local, ...nothing, ...moments }]
    }),
    passwords: created.flatMap(({ id: userId, hash }) =>
      hash === null ? [] : { userId, hash, changedAt: now },
    ),
  }
}
