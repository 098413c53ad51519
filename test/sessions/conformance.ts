import { hashToken, newId, newToken } from '../../src/crypto/tokens.js'
import { DATABASES } from '../support/database.js'
import { HOUR, MAX_MS, MINUTE, type OpenSessionStore, startWorld, type World } from './world.js'

/** What a store of sessions gives; whatever is false here is what it gives up, and is tested as such. */
export interface Gives {
  /** It can say which sessions a user has, and end one of them from another. */
  readonly lists: boolean
  /** A use is noted where the session is kept, so that the carrier goes on with the token it has. */
  readonly notesUse: boolean
  /** It remembers the browser and the address of a session, and what a device calls itself. */
  readonly remembersPlace: boolean
}

/** What every store of sessions must do, on either database, with two processes. */
export function sessionStoreConforms(name: string, openStore: OpenSessionStore, gives: Gives): void {
  describe.each(DATABASES)(`sessions in ${name}, users on %s`, (database) => {
    let world: World

    beforeAll(async () => {
      world = await startWorld(database, openStore)
    })

    beforeEach(() => {
      world.ahead = 0
    })

    afterAll(async () => {
      await world.close()
    })

    const lives = async (token: string) => {
      const found = await Promise.all([world.here.find(token), world.there.find(token)])
      expect(found[0] === null).toBe(found[1] === null)
      return found[0] !== null
    }

    test('a session is found on every process, as it was opened', async () => {
      const who = await world.person()
      const { session, token } = await world.signIn(who, {
        kind: 'device',
        label: 'A television',
        sid: 'x'.repeat(1000),
      })
      expect(session.sid).toMatch(/^[\w-]{22}$/)
      for (const process of [world.here, world.there]) {
        const found = await process.find(token)
        const place = gives.remembersPlace ? {} : { userAgent: null, address: null, label: null }
        expect(found?.session).toEqual({ ...session, ...place })
        expect(found?.user).toEqual(who.user)
        expect(found?.renewedToken).toBeNull()
      }
    })

    test('no other token finds anything', async () => {
      const { token } = await world.signIn(await world.person())
      const changed = Array.from(token, (sign, index) =>
        index % 7 === 0 ? token.slice(0, index) + (sign === 'A' ? 'B' : 'A') + token.slice(index + 1) : token,
      )
      const rubbish = ['', 'x', '.', newToken(), `${newId()}.${newToken()}`, 'x'.repeat(10_000), '%00', '{}']
      const own = [token.slice(0, 22), token.slice(0, -1), `${token.slice(0, 22)}.${newToken()}`]
      for (const other of [...changed.filter((each) => each !== token), ...rubbish, ...own]) {
        // The last letter of base64url has bits that count for nothing.
        if (Buffer.from(other, 'base64url').equals(Buffer.from(token, 'base64url'))) continue
        expect([other, await world.here.find(other)]).toEqual([other, null])
        expect([other, await world.here.end(other)]).toEqual([other, false])
      }
      expect(await lives(token)).toBe(true)
    })

    test('finding a session costs one read of the database, and a second look within a minute no write', async () => {
      const { token } = await world.signIn(await world.person())
      world.ahead = MINUTE - 1000
      world.statements.length = 0
      expect((await world.here.find(token))?.renewedToken).toBeNull()
      expect(world.statements).toHaveLength(1)
      expect(world.statements[0]).toMatch(/^\s*SELECT/)
    })

    test('a session that replaces another one ends it, no matter whose it was', async () => {
      const [first, second] = [await world.person(), await world.person()]
      const old = await world.signIn(first)
      const again = await world.signIn(first, { replacesToken: old.token })
      expect([await lives(old.token), await lives(again.token)]).toEqual([false, true])
      const other = await world.signIn(second, { replacesToken: again.token })
      expect([await lives(again.token), await lives(other.token)]).toEqual([false, true])
      expect((await world.here.find(other.token))?.user.id).toBe(second.user.id)
      const third = await world.signIn(second, { replacesToken: old.token })
      expect(await lives(third.token)).toBe(true)
      const fourth = await world.signIn(second, { replacesToken: 'nothing of ours' })
      expect(await lives(fourth.token)).toBe(true)
    })

    test('a transaction that is rolled back ends nothing', async () => {
      const who = await world.person()
      const { token } = await world.signIn(who)
      const broken = world.store.atomically(async (within) => {
        await world.here.open(
          who,
          {
            kind: 'browser',
            clientInfo: { userAgent: null, address: null },
            authenticatedAt: new Date(),
            replacesToken: token,
          },
          within,
        )
        throw new Error('taken back')
      })
      await expect(broken).rejects.toThrow('taken back')
      expect(await lives(token)).toBe(true)
    })

    test('renewing creates a new ID and a new token, and keeps the limits', async () => {
      const old = await world.signIn(await world.person(), { sid: 'at the provider' })
      world.ahead = 30_000
      const renewed = await world.here.renew(old)
      expect(await lives(old.token)).toBe(false)
      const found = await world.there.find(tokenOf(renewed))
      expect(found?.session.id).not.toBe(old.session.id)
      expect(found?.session).toMatchObject({
        createdAt: old.session.createdAt,
        authenticatedAt: old.session.authenticatedAt,
        expiresAt: old.session.expiresAt,
        idleExpiresAt: old.session.idleExpiresAt,
        sid: old.session.sid,
      })
    })

    test('connecting an account keeps how the user signed in, with a new ID and a new token', async () => {
      const [who, other] = [await world.person(), await world.person()]
      const old = await world.signIn(who, { sid: 'at the provider' })
      world.ahead = MINUTE
      const connected = await world.connect({ ...who, account: other.account }, old)
      expect([await lives(old.token), await lives(connected.token)]).toEqual([false, true])
      const { accountId, backend, sid, createdAt, expiresAt } = old.session
      const found = await world.there.find(connected.token)
      expect(found?.session).toMatchObject({ accountId, backend, sid, createdAt, expiresAt })
      expect(found?.session.id).not.toBe(old.session.id)
      expect(found?.session.authenticatedAt).toEqual(old.session.authenticatedAt)
    })

    test('S304: a session that is derived from another keeps its kind, and is neither more recent nor longer than it', async () => {
      const who = await world.person()
      const old = await world.signIn(who, { kind: 'bearer', sid: 'at the provider' })
      world.ahead = MINUTE
      const connected = await world.connect(who, old)
      const found = await world.there.find(connected.token)
      const { kind, createdAt, expiresAt, authenticatedAt } = old.session
      expect(found?.session).toMatchObject({ kind, createdAt, expiresAt, authenticatedAt })
      world.ahead = MAX_MS - MINUTE
      const device = await world.approve(who, connected.session)
      expect(device.session).toMatchObject({
        kind: 'device',
        backend: 'acme',
        sid: null,
        expiresAt,
      })
      expect(device.session.idleExpiresAt).toEqual(expiresAt)
      expect(device.session.authenticatedAt).toEqual(new Date(0))
      world.ahead = MAX_MS + 1000
      expect(await lives(device.token)).toBe(false)
    })

    test('S304: a session that has ended in the meantime is not continued', async () => {
      const who = await world.person()
      const old = await world.signIn(who)
      await world.there.end(old.token)
      await expect(world.connect(who, old)).rejects.toThrow('login_required')
      const everywhere = await world.signIn(who)
      await world.there.endAll(who.user.id)
      const token = await world.connect(who, everywhere).then(
        (connected) => connected.token,
        () => 'none',
      )
      expect(await lives(token)).toBe(false)
    })

    test('a session ends once, on every process, and cannot be renewed after', async () => {
      const opened = await world.signIn(await world.person())
      expect(await world.there.end(opened.token)).toBe(true)
      expect(await world.here.end(opened.token)).toBe(false)
      expect(await lives(opened.token)).toBe(false)
      expect(await world.here.renew(opened)).toBeNull()
      expect(await lives(opened.token)).toBe(false)
    })

    test(`one session of a user ${gives.lists ? 'is' : 'cannot be'} ended from another`, async () => {
      const [owner, stranger] = [await world.person(), await world.person()]
      const [one, another] = [await world.signIn(owner), await world.signIn(owner)]
      expect(await world.here.endOne(stranger.user.id, one.session.id)).toBe(false)
      expect(await world.here.endOne(owner.user.id, newId())).toBe(false)
      expect(await world.here.endOne(owner.user.id, '../../x')).toBe(false)
      expect(await lives(one.token)).toBe(true)
      expect(await world.there.endOne(owner.user.id, one.session.id)).toBe(gives.lists)
      expect(await lives(one.token)).toBe(!gives.lists)
      expect(await world.there.endOne(owner.user.id, one.session.id)).toBe(false)
      expect(await lives(another.token)).toBe(true)
    })

    test('all sessions of a user end at once, and those of no other user', async () => {
      const [who, other] = [await world.person(), await world.person()]
      const own = [
        await world.signIn(who),
        await world.signIn(who),
        await world.signIn(who, { kind: 'bearer' }),
      ]
      const foreign = await world.signIn(other)
      expect(await world.there.endAll(who.user.id)).toBe(gives.lists ? 3 : 0)
      for (const { token } of own) expect(await lives(token)).toBe(false)
      expect(await lives(foreign.token)).toBe(true)
      const later = { ...who, user: { ...who.user, sessionEpoch: who.user.sessionEpoch + 1 } }
      expect(await lives((await world.signIn(later)).token)).toBe(true)
    })

    test('ending all sessions also ends one that an earlier sign-in opens afterwards', async () => {
      const who = await world.person()
      await world.here.endAll(who.user.id)
      const { token, session } = await world.signIn(who)
      expect(await lives(token)).toBe(false)
      expect(await world.here.filterLive([session])).toEqual(new Set())
    })

    test('ending all others keeps the current one, under a new token', async () => {
      const who = await world.person()
      const [mine, other] = [await world.signIn(who), await world.signIn(who)]
      const renewed = await world.here.endOthers(mine)
      expect(await lives(tokenOf(renewed))).toBe(true)
      expect([await lives(mine.token), await lives(other.token)]).toEqual([false, false])
    })

    test('ending all others fails when everything was ended meanwhile', async () => {
      const who = await world.person()
      const mine = await world.signIn(who)
      await world.here.end(mine.token)
      expect(await world.here.endOthers(mine)).toBeNull()
    })

    test('ending all others keeps no session of a user whose sessions were all ended a moment before', async () => {
      const who = await world.person()
      const thief = await world.signIn(who)
      // The owner signs out everywhere while a request of the thief, who was found just before, is under way.
      await world.store.incrementSessionEpoch(who.user.id, new Date())
      expect(await world.here.endOthers(thief)).toBeNull()
      expect(await lives(thief.token)).toBe(false)
      expect(await world.here.list(who.user.id)).toEqual([])
    })

    test(`the sessions of a user ${gives.lists ? 'are listed, the latest used first' : 'are not known'}`, async () => {
      const [who, other] = [await world.person(), await world.person()]
      const [first, second, third] = [
        await world.signIn(who),
        await world.signIn(who),
        await world.signIn(who),
      ]
      await world.signIn(other)
      await world.here.end(second.token)
      world.ahead = 2 * MINUTE
      await world.here.find(first.token)
      const listed = await world.there.list(who.user.id)
      expect(listed.map(({ id }) => id)).toEqual(gives.lists ? [first.session.id, third.session.id] : [])
      if (gives.lists) expect(listed[1]).toMatchObject({ userAgent: 'A browser', address: '192.0.2.1' })
      // The session that asks is always known.
      const own = await world.there.list(who.user.id, third)
      expect(own.map(({ id }) => id)).toContain(third.session.id)
      expect(own).toHaveLength(gives.lists ? 2 : 1)
      world.ahead = 2 * HOUR
      expect(await world.there.list(who.user.id)).toEqual([])
    })

    test('a user with very many sessions sees them all, the first one too, and ends them all', async () => {
      const who = await world.person()
      const first = await world.signIn(who)
      world.ahead = 2 * MINUTE
      const opened = [first, ...(await Promise.all(Array.from({ length: 110 }, () => world.signIn(who))))]
      const listed = await world.here.list(who.user.id)
      expect(listed).toHaveLength(gives.lists ? 111 : 0)
      if (gives.lists) expect(listed.map(({ id }) => id)).toContain(first.session.id)
      await world.here.endAll(who.user.id)
      const found = await Promise.all(opened.map(({ token }) => world.here.find(token)))
      expect(found.filter((each) => each !== null)).toEqual([])
    })

    test('the live ones of many sessions are found with one statement for every five hundred', async () => {
      const [who, gone] = [await world.person(), await world.person()]
      const [one, two, ended] = [await world.signIn(who), await world.signIn(who), await world.signIn(who)]
      const left = await world.signIn(gone)
      await world.here.end(ended.token)
      await world.here.endAll(gone.user.id)
      const unknown = Array.from({ length: 1100 }, () => ({ ...ended.session, id: newId() }))
      world.statements.length = 0
      const living = await world.here.filterLive([one, two, ended, left].map(({ session }) => session))
      expect(living).toEqual(new Set([one.session.id, two.session.id]))
      expect(world.statements).toHaveLength(1)
      world.statements.length = 0
      const among = await world.here.filterLive([...unknown, one.session])
      expect(among.has(one.session.id)).toBe(true)
      expect(world.statements).toHaveLength(3)
      if (gives.lists) expect(among.size).toBe(1)
      expect(await world.here.filterLive([])).toEqual(new Set())
      world.ahead = 2 * HOUR
      expect(await world.here.filterLive([one.session, two.session])).toEqual(new Set())
    })

    test('a disabled user has no session', async () => {
      const who = await world.person()
      const { token, session } = await world.signIn(who)
      await world.store.setActive(who.user.id, false, new Date())
      expect(await lives(token)).toBe(false)
      expect(await world.there.filterLive([session])).toEqual(new Set())
    })

    test('disconnecting an account ends its sessions, but not one that was detached from it', async () => {
      const who = await world.person()
      const [opened, freed] = [await world.signIn(who), await world.signIn(who)]
      const renewed = await world.here.renew(freed, { isDetached: true })
      await world.store.deleteAccount(who.account.id, who.user.id)
      expect(await lives(opened.token)).toBe(false)
      expect(await world.here.filterLive([opened.session])).toEqual(new Set())
      expect(await world.here.list(who.user.id)).toHaveLength(gives.lists ? 1 : 0)
      expect(await lives(tokenOf(renewed))).toBe(true)
      expect(renewed?.session).toMatchObject({ accountId: null, backend: '', sid: null })
      const derived = await world.approve(who, { ...freed.session, accountId: null })
      expect(derived.session).toMatchObject({ accountId: null, backend: '', sid: null })
    })

    test('S107: a user who does not come back within the idle limit has no session, nor beyond the absolute one', async () => {
      const opened = await world.signIn(await world.person())
      let token = opened.token
      for (let ahead = 0; ahead < MAX_MS; ahead += 30 * MINUTE) {
        world.ahead = ahead
        const found = await world.here.find(token)
        expect([ahead, found?.session.id]).toEqual([ahead, opened.session.id])
        const idleEnd = found?.session.idleExpiresAt.getTime() ?? Infinity
        expect(idleEnd).toBeLessThanOrEqual(opened.session.expiresAt.getTime())
        token = tokenIn(found?.renewedToken) ?? token
        expect(token === opened.token).toBe(gives.notesUse || ahead === 0)
      }
      world.ahead = MAX_MS + 1000
      expect(await lives(token)).toBe(false)
      const unused = await world.signIn(await world.person())
      world.ahead += HOUR + 1000
      expect(await lives(unused.token)).toBe(false)
      // A renewal keeps the limits, so it cannot help.
      const late = await world.here.renew(unused)
      expect(late !== null && (await lives(tokenOf(late)))).toBe(false)
    })

    if (!gives.notesUse) {
      test('a token that is not exchanged reaches the idle limit, however busy it is', async () => {
        const { token } = await world.signIn(await world.person(), { kind: 'bearer' })
        world.ahead = HOUR - 1000
        expect((await world.here.find(token))?.renewedToken).not.toBeNull()
        world.ahead = HOUR + 1000
        expect(await lives(token)).toBe(false)
      })
    }

    test('the CSRF token of a session stays valid after its use was recorded, and is invalid in another session', async () => {
      const who = await world.person()
      const [mine, other] = [await world.signIn(who), await world.signIn(who)]
      const csrf = (await world.here.find(mine.token))?.csrf ?? ''
      world.ahead = 2 * MINUTE
      const token = tokenIn((await world.here.find(mine.token))?.renewedToken) ?? mine.token
      expect(world.there.verifyCsrf(token, csrf)).toBe(true)
      expect(world.there.verifyCsrf(mine.token, csrf)).toBe(true)
      for (const wrong of [other.token, 'x', '', tokenOf(await world.here.renew({ ...mine, token }))]) {
        expect(world.there.verifyCsrf(wrong, csrf)).toBe(false)
      }
      expect(csrf).not.toContain(hashToken(mine.token))
    })

    test('twenty requests at once find the same session, and note its use', async () => {
      const { token, session } = await world.signIn(await world.person())
      world.ahead = 2 * MINUTE
      const found = await Promise.all(
        Array.from({ length: 20 }, (_, index) => (index % 2 ? world.here : world.there).find(token)),
      )
      expect(found.map((each) => each?.session.id)).toEqual(Array(20).fill(session.id))
      for (const each of found) expect(await lives(tokenIn(each?.renewedToken) ?? token)).toBe(true)
    })

    test('a session that ends while its use is recorded does not come back', async () => {
      for (let round = 0; round < 10; round += 1) {
        world.ahead = 0
        const { token } = await world.signIn(await world.person())
        world.ahead = 2 * MINUTE
        const finds = Array.from({ length: 8 }, (_, index) =>
          (index % 2 ? world.here : world.there).find(token),
        )
        const [ended, ...found] = await Promise.all([world.there.end(token), ...finds])
        expect(ended).toBe(true)
        for (const each of [token, ...found.map((one) => tokenIn(one?.renewedToken) ?? token)]) {
          expect(await lives(each)).toBe(false)
        }
      }
    })

    test('of ending and renewing at once exactly one happens', async () => {
      for (let round = 0; round < 10; round += 1) {
        const opened = await world.signIn(await world.person())
        const [ended, renewed] = await Promise.all([world.there.end(opened.token), world.here.renew(opened)])
        expect([round, ended]).toEqual([round, renewed === null])
        expect(await lives(opened.token)).toBe(false)
        if (renewed) expect(await lives(tokenOf(renewed))).toBe(true)
      }
    })

    test('of eight renewals at once exactly one happens', async () => {
      const opened = await world.signIn(await world.person())
      const renewals = Array.from({ length: 8 }, (_, index) =>
        (index % 2 ? world.here : world.there).renew(opened),
      )
      const renewed = (await Promise.all(renewals)).filter((each) => each !== null)
      expect(renewed).toHaveLength(1)
      expect(await lives(opened.token)).toBe(false)
    })

    test('renewing while all sessions of the user are ended leaves none', async () => {
      for (let round = 0; round < 5; round += 1) {
        const opened = await world.signIn(await world.person())
        const [renewed] = await Promise.all([world.here.renew(opened), world.there.endAll(opened.user.id)])
        expect(await lives(opened.token)).toBe(false)
        if (renewed) expect(await lives(tokenOf(renewed))).toBe(false)
      }
    })

    test('it responds to a ping', async () => {
      await expect(world.here.ping()).resolves.toBeUndefined()
    })

    function tokenIn(value: string | null | undefined): string | null {
      return value === null || value === undefined ? null : world.here.verifyToken(value)
    }

    function tokenOf(opened: { readonly value: string } | null): string {
      const token = opened && tokenIn(opened.value)
      if (token === null) throw new Error('there is no session')
      return token
    }
  })
}
