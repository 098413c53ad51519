import { decide, DeviceAt, readAnswer } from '../support/device.js'
import { useSite } from '../support/use-site.js'

/** The device grant where sessions are not rows of the database. */
export function grantStory(where: string, env: () => Readonly<Record<string, string>>): void {
  describe(`a device whose session is kept in ${where}`, () => {
    const { site, op } = useSite({ database: 'sqlite', env })

    async function approved(username: string) {
      op.person({ sub: username, preferred_username: username })
      const visitor = site.visitor()
      await visitor.signIn('acme')
      const device = new DeviceAt(site)
      const { device_code, user_code } = await device.start({ device_name: 'Shed' })
      await decide(visitor, user_code)
      const user = await site.rows.user.findUniqueOrThrow({ where: { username } })
      return { device, device_code, user }
    }

    const whoIs = (token: string | undefined) =>
      site.visitor().ask('/api/session', { headers: { authorization: `Bearer ${token ?? 'none'}` } })

    test('S157, R19: ten polls at once give one token, which works until everything is ended', async () => {
      const { device, device_code, user } = await approved('ann')
      const answers = await Promise.all(Array.from({ length: 10 }, () => device.poll(device_code)))
      const tokens = answers
        .map((answer) => readAnswer(answer).access_token)
        .filter((token) => token !== undefined)
      expect(tokens).toHaveLength(1)
      const who = await whoIs(tokens[0])
      expect(JSON.parse(who.body)).toMatchObject({ user: { username: 'ann' }, session: { kind: 'device' } })
      await site.store.incrementSessionEpoch(user.id, new Date())
      expect((await whoIs(tokens[0])).status).toBe(401)
    })

    test('S158: a user who is disabled after the approval gets no token', async () => {
      const { device, device_code, user } = await approved('bob')
      await site.store.setActive(user.id, false, new Date())
      expect(await device.polled(device_code)).toBe('access_denied')
    })
  })
}
