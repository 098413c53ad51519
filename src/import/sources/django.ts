import type { Row } from '../../store/executor.js'
import { readPages, type SourceDatabase, type SourceTable } from '../../store/source-database.js'
import { RejectedPerson } from '../candidate.js'
import {
  dropMissing,
  readRowBoolean,
  readByUser,
  readRowDate,
  type ReadSource,
  readRowText,
  requireTable,
} from './rows.js'

const USER_COLUMN = 'user_id'
const ACCOUNT_COLUMNS = [USER_COLUMN, 'provider', 'uid']

/**
 * Backends of python-social-auth whose `uid` is a name or an address unless a setting says otherwise. The subject here is
 * the ID of the provider, so an account with the address would never be found again.
 */
const ADDRESS_AS_UID: readonly string[] = [
  'google-oauth',
  'google-oauth2',
  'google-openidconnect',
  'google-plus',
  'azuread-oauth2',
  'azuread-v2-tenant-oauth2',
  'azuread-b2c-oauth2',
  'keycloak',
  'okta-oauth2',
]

/** python-social-auth with Django's storage: `auth_user` and `social_auth_usersocialauth`. */
export const readSocialAuth: ReadSource = async function* (database, { userTable, skipped }) {
  const users = await requireUsers(database, userTable)
  const table = await requireTable(database, {
    names: ['social_auth_usersocialauth'],
    required: ACCOUNT_COLUMNS,
  })
  for await (const page of readPages(database, users)) {
    const rows = await readByUser(database, { table, userColumn: USER_COLUMN }, page)
    for (const row of page) {
      const id = readRowText(row, 'id') ?? ''
      const accounts = (rows.get(id) ?? []).map(readAccount)
      const unusable = accounts.find(
        ({ backend, subject }) =>
          ADDRESS_AS_UID.includes(backend) && subject.includes('@') && !skipped.has(backend),
      )
      const address = readRowText(row, 'email')
      yield unusable === undefined
        ? {
            id,
            accounts,
            ...readDjangoUser(row),
            // Django does not verify addresses.
            ...(address === null ? {} : { email: { address, proven: false } }),
          }
        : new RejectedPerson(
            id,
            `the uid of the account of ${unusable.backend} is an address, not the provider's ID of the user; look that up, or leave such accounts behind with --skip`,
          )
    }
  }
}

/** django-allauth: `auth_user`, `account_emailaddress` and `socialaccount_socialaccount`. */
export const readAllauth: ReadSource = async function* (database, { userTable }) {
  const users = await requireUsers(database, userTable)
  const table = await requireTable(database, {
    names: ['socialaccount_socialaccount'],
    required: ACCOUNT_COLUMNS,
  })
  const emails = await requireTable(database, {
    names: ['account_emailaddress'],
    required: [USER_COLUMN, 'email', 'verified', 'primary'],
  })
  for await (const page of readPages(database, users)) {
    const accounts = await readByUser(database, { table, userColumn: USER_COLUMN }, page)
    const addresses = await readByUser(database, { table: emails, userColumn: USER_COLUMN }, page)
    for (const row of page) {
      const id = readRowText(row, 'id') ?? ''
      const email = chooseAddress(addresses.get(id) ?? [], readRowText(row, 'email'))
      yield {
        id,
        accounts: (accounts.get(id) ?? []).map(readAccount),
        ...readDjangoUser(row),
        ...(email === null ? {} : { email }),
      }
    }
  }
}

function requireUsers(database: SourceDatabase, userTable: string | null): Promise<SourceTable> {
  return requireTable(database, {
    names: [userTable ?? 'auth_user'],
    required: ['id', 'password'],
    optional: ['username', 'first_name', 'last_name', 'email', 'is_active', 'date_joined'],
  })
}

function readAccount(row: Row): { readonly backend: string; readonly subject: string } {
  return { backend: readRowText(row, 'provider') ?? '', subject: readRowText(row, 'uid') ?? '' }
}

/** The primary address if it is verified, else another verified one, else what the user has stated. */
function chooseAddress(
  rows: readonly Row[],
  stated: string | null,
): { readonly address: string; readonly proven: boolean } | null {
  const verified = rows.filter((row) => readRowBoolean(row, 'verified'))
  const chosen = verified.find((row) => readRowBoolean(row, 'primary')) ?? verified[0]
  const address = chosen === undefined ? null : readRowText(chosen, 'email')
  if (address !== null) return { address, proven: true }
  return stated === null ? null : { address: stated, proven: false }
}

function readDjangoUser(row: Row) {
  const [givenName, familyName] = [readRowText(row, 'first_name'), readRowText(row, 'last_name')]
  const hash = readRowText(row, 'password')
  return {
    active: !('is_active' in row) || readRowBoolean(row, 'is_active'),
    ...dropMissing({
      username: readRowText(row, 'username'),
      // What begins with "!" fits no password: the user has none.
      passwordHash: hash === null || hash.startsWith('!') ? null : hash,
      name: [givenName, familyName].filter((part) => part !== null).join(' ') || null,
      givenName,
      familyName,
      createdAt: readRowDate(row, 'date_joined'),
    }),
  }
}
