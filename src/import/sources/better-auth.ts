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
      const id = readRowText(row, 'id') ?? ''
      const own = accounts.get(id) ?? []
      const address = readRowText(row, 'email')
      const password = own.find((account) => readRowText(account, 'providerId') === PASSWORD_PROVIDER)
      yield {
        id,
        accounts: own.flatMap((account) => {
          const [backend, subject] = [readRowText(account, 'providerId'), readRowText(account, 'accountId')]
          if (backend === null || backend === PASSWORD_PROVIDER) return []
          return [{ backend, subject: subject ?? '' }]
        }),
        active: !readRowBoolean(row, 'banned'),
        ...dropMissing({
          username: readRowText(row, 'username'),
          email: address === null ? null : { address, proven: readRowBoolean(row, 'emailVerified') },
          passwordHash: password === undefined ? null : readRowText(password, 'password'),
          name: readRowText(row, 'name'),
          picture: readRowText(row, 'image'),
          createdAt: readRowDate(row, 'createdAt'),
        }),
      }
    }
  }
}
