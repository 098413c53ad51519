import { type RedisSite, startRedisSite } from './site.js'

let all: RedisSite

beforeAll(async () => {
  all = await startRedisSite('sqlite')
})

afterAll(() => all.close())

test('/admin/sessions says that only the sessions of one user can be listed, and lists those', async () => {
  const boss = await all.signedIn('boss')
  await all.signedIn('ann')
  const { username } = await all.site.rows.user.findFirstOrThrow({
    where: { accounts: { some: { subject: 'ann' } } },
  })
  await all.site.rows.user.updateMany({
    where: { accounts: { some: { subject: 'boss' } } },
    data: { admin: true },
  })
  const links = (body: string) => body.match(/\/admin\/users\/[\w-]+\/sessions\/[\w-]+\/end/g) ?? []
  const site = await boss.ask('/admin/sessions')
  expect(site.status).toBe(200)
  expect(site.body).toContain('Sessions are kept in Redis')
  expect(site.body).toContain('Enter a user name')
  expect(links(site.body)).toEqual([])
  expect(links((await boss.ask(`/admin/sessions?user=${username}`)).body)).toHaveLength(1)
})
