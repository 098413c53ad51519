import { z } from 'zod'
import type { Account, Session, User } from '../public-types.js'
import type { Account as AccountRow, Session as SessionRow, User as UserRow } from '../store/models.js'
import { readFields, readRoles, type UserExtension } from '../user-extension.js'

const JsonObjectSchema = z.record(z.string(), z.unknown())

/** A user as programs see one. Roles that the configuration no longer names, and fields that no longer fit, are left out. */
export function toPublicUser(row: UserRow, extension: UserExtension): User {
  const { id, username, name, givenName, familyName, picture, active, admin, createdAt } = row
  return {
    ...{ id, username, name, givenName, familyName, picture, active, admin, createdAt },
    email: row.provenEmail,
    claimedEmail: row.provenEmail === null ? row.email : null,
    roles: readRoles(row, extension),
    fields: readFields(row, extension),
  }
}

/** An account as programs see one. @param extraData the JSON of its claims; null for none */
export function toPublicAccount(row: AccountRow, extraData: string | null): Account {
  const { id, backend, issuer, subject, label, lastLoginAt } = row
  const claims = parseClaims(extraData ?? '{}')
  return { id, backend, issuer, subject, label, claims, lastLoginAt }
}

/** A session as programs see one. */
export function toPublicSession({ id, kind, backend, authenticatedAt, expiresAt }: SessionRow): Session {
  return { id, kind, backend, authenticatedAt, expiresAt }
}

function parseClaims(text: string): Readonly<Record<string, unknown>> {
  try {
    return JsonObjectSchema.parse(JSON.parse(text))
  } catch {
    return {}
  }
}
