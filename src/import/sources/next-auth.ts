import { readPages } from '../../store/source-database.js'
import {
  dropMissing,
  readRowBoolean,
  readByUser,
  readRowDate,
  type ReadSource,
  readRowText,
  requireTable,
} from './rows.js'

/** Kinds of accounts that are at no provider: sign-ins by email, by the program's own check, and by passkey. */
const LOCAL_TYPES: readonly string[] = ['email', 'credentials', 'webauthn']

/** Auth.js and NextAuth 4, as the adapters for Prisma, Drizzle and pg name their tables. */
export const readNextAuth: ReadSource = async function* (database, { userTable }) {
  const users = await requireTable(database, {
    names: userTable === null ? ['User', 'users', 'user'] : [userTable],
    required: ['id', 'email', 'emailVerified'],
    optional: ['name', 'image', 'createdAt'],
  })
  const table = await requireTable(database, {
    names: ['Account', 'accounts', 'account'],
    required: ['userId', 'type', 'provider', 'providerAccountId'],
  })
  for await (const page of readPages(database, users)) {
    const accounts = await readByUser(database, { table, userColumn: 'userId' }, page)
    for (const row of page) {
      const id = readRowText(row, 'id') ?? ''
      const address = readRowText(row, 'email')
      // Auth.js sets the moment for addresses to which it has sent a link itself.
      const proven =
        (readRowDate(row, 'emailVerified')?.getTime() ?? 0) > 0 || readRowBoolean(row, 'emailVerified')
      yield {
        id,
        accounts: (accounts.get(id) ?? []).flatMap((account) => {
          if (LOCAL_TYPES.includes(readRowText(account, 'type') ?? '')) return []
          const [backend, subject] = [
            readRowText(account, 'provider'),
            readRowText(account, 'providerAccountId'),
          ]
          return [{ backend: backend ?? '', subject: subject ?? '' }]
        }),
        ...dropMissing({
          email: address === null ? null : { address, proven },
          name: readRowText(row, 'name'),
          picture: readRowText(row, 'image'),
          createdAt: readRowDate(row, 'createdAt'),
        }),
      }
    }
  }
}
