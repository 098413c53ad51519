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

const PASSWORD_PROVIDER = 'credential'

/** better-auth 1: the tables `user` and `account`. */
export const readBetterAuth: ReadSource = async function* (database, { userTable }) {
  const users = await requireTable(database, {
    names: userTable === null ? ['user', 'users'] : [userTable],
    required: ['id', 'email', 'emailVerified'],
    optional: ['username', 'name', 'image', 'banned', 'createdAt'],
  })
  const table = await requireTable(database, {
    names: ['account', 'accounts'],
    required: ['userId', 'providerId', 'accountId', 'password'],
  })
  for await (const page of readPages(database, users)) {
    const accounts = await readByUser(database, { table, userColumn: 'userId' }, page)
    for (const row of page) {
      const id = readText(row, 'id') ?? ''
      const own = accounts.get(id) ?? []
      const address = readText(row, 'email')
      const password = own.find((account) => readText(account, 'providerId') === PASSWORD_PROVIDER)
      yield {
        id,
        accounts: own.flatMap((account) => {
          const [backend, subject] = [readText(account, 'providerId'), readText(account, 'accountId')]
          if (backend === null || backend === PASSWORD_PROVIDER) return []
          return [{ backend, subject: subject ?? '' }]
        }),
        active: !readBoolean(row, 'banned'),
        ...dropMissing({
          username: readText(row, 'username'),
          email: address === null ? null : { address, proven: readBoolean(row, 'emailVerified') },
          passwordHash: password === undefined ? null : readText(password, 'password'),
          name: readText(row, 'name'),
          picture: readText(row, 'image'),
          createdAt: readDate(row, 'createdAt'),
        }),
      }
    }
  }
}
