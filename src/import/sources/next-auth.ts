import { readPages } from '../../store/source-database.js'
import {
  dropMissing,
  readBoolean,
  readByUser,
  readDate,
  type ReadSource,
  readText,
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
      const id = readText(row, 'id') ?? ''
      const address = readText(row, 'email')
      // Auth.js sets the moment for addresses to which it has sent a link itself.
      const proven = (readDate(row, 'emailVerified')?.getTime() ?? 0) > 0 || readBoolean(row, 'emailVerified')
      yield {
        id,
        accounts: (accounts.get(id) ?? []).flatMap((account) => {
          if (LOCAL_TYPES.includes(readText(account, 'type') ?? '')) return []
          const [backend, subject] = [readText(account, 'provider'), readText(account, 'providerAccountId')]
          return [{ backend: backend ?? '', subject: subject ?? '' }]
        }),
        ...dropMissing({
          email: address === null ? null : { address, proven },
          name: readText(row, 'name'),
          picture: readText(row, 'image'),
          createdAt: readDate(row, 'createdAt'),
        }),
      }
    }
  }
}
