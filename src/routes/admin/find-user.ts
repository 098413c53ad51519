import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import type { Account } from '../../store/models.js'
import type { Queries } from '../../store/store.js'
import type { UserListItem } from '../../store/user-lists.js'
import type { Services } from '../services.js'

/** The user in the path. @throws PortcullisError unknown_user */
export async function requireUser({ store }: Pick<Services, 'store'>, ctx: Context): Promise<UserListItem> {
  const user = await store.findUserListItem(readId(ctx, 'id', 'unknown_user'))
  if (user === null) throw new PortcullisError('unknown_user', { detail: 'no user has this id' })
  return user
}

/** The account of this user with this ID. @throws PortcullisError unknown_account */
export async function requireAccount(
  queries: Pick<Queries, 'listAccounts'>,
  { id: userId }: Pick<UserListItem, 'id'>,
  id: string,
): Promise<Account> {
  const account = (await queries.listAccounts(userId)).find((each) => each.id === id)
  if (account !== undefined) return account
  throw new PortcullisError('unknown_account', { detail: 'the user has no such account' })
}

/** The identifier in the path. @param code of the error for one that cannot be an identifier */
export function readId(
  ctx: Context,
  name: string,
  code: 'unknown_user' | 'unknown_account' | 'bad_request',
): string {
  const params: unknown = ctx['params']
  const value: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, name) : undefined
  if (typeof value === 'string' && /^[\w-]{1,64}$/.test(value)) return value
  throw new PortcullisError(code, { detail: 'the identifier is malformed' })
}
