import { readPages } from '../../store/source-database.js'
import {
  present,
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
  const users = await requireTable(database, userTable === null ? ['user', 'users'] : [userTable], [
    'id',
    'email',
    'emailVerified',
  ])
  const columns = ['providerId', 'accountId', 'password']
  const table = await requireTable(database, ['account', 'accounts'], ['userId', ...columns])
  for await (const page of readPages(database, users, 'id')) {
    const accounts = await readByUser(database, { table, userColumn: 'userId', columns }, page)
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
        ...present({
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
