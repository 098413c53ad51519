import { z } from 'zod'
import { parseJson } from '../parse-json.js'
import type { Account, Session } from '../public-types.js'
import type { Account as AccountRow, Session as SessionRow } from '../store/models.js'

const JsonObjectSchema = z.record(z.string(), z.unknown())

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
  return JsonObjectSchema.safeParse(parseJson(text)).data ?? {}
}
