import type { Backend } from '../backends/backend.js'
import { PASSWORD_BACKEND } from '../identity.js'
import type { User } from '../store/models.js'
import type { Services } from './services.js'

/** How a user can sign in here now. */
export interface OwnMethods {
  /** Hidden ones are among them, because the user may have no other. */
  readonly backends: readonly Backend[]
  readonly hasPassword: boolean
}

/**
 * The sign-in methods of a user that are in use: those of their accounts, and email where a proven address is enough. Null
 * for a user who has none, such as the first administrator before they connect an account.
 */
export async function listOwnMethods(
  { store, backends }: Pick<Services, 'store' | 'backends'>,
  { id, provenEmail }: Pick<User, 'id' | 'provenEmail'>,
): Promise<OwnMethods | null> {
  const names = new Set((await store.listAccounts(id)).map(({ backend }) => backend))
  const emailName = backends.emailLogin?.backend.name
  if (provenEmail !== null && emailName !== undefined) names.add(emailName)
  const own = backends.registry.list().filter(({ name }) => names.has(name))
  const hasPassword = backends.password !== null && names.has(PASSWORD_BACKEND)
  return own.length === 0 && !hasPassword ? null : { backends: own, hasPassword }
}
