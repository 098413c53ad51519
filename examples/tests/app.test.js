// node --test: an application with Portcullis, without a provider, a mail server or a database to start.

import assert from 'node:assert/strict'
import { after, afterEach, test } from 'node:test'
import { testKit } from 'portcullis/testing'
import { createApp } from './app.js'
import config from './portcullis.config.js'

const kit = await testKit(config)
kit.serve(createApp(kit.gate).callback())
afterEach(() => kit.reset())
after(() => kit.close())

const ADA = { subject: 'ada', name: 'Ada', claims: { groups: ['editors'] } }
const answers = { team: { team: 'sales' } }

test('an editor gets in, and is known by name and team', async () => {
  const ada = await kit.signIn(ADA, { answers })
  const response = await fetch(`${kit.url}/edit`, { headers: ada.headers })
  assert.equal(await response.text(), 'Ada of sales')
})

test('a user of no group does not', async () => {
  const bob = await kit.signIn({ subject: 'bob' }, { answers })
  const response = await fetch(`${kit.url}/edit`, { headers: bob.headers })
  assert.equal(response.status, 403)
})

test('new people are asked for their team, known people are not', async () => {
  await assert.rejects(kit.signIn(ADA), /the question "team"/)
  await kit.signIn(ADA, { answers })
  const again = await kit.signIn(ADA)
  assert.equal(again.user.fields.team, 'sales')
})

test('a session ends after two weeks without use', async () => {
  const ada = await kit.signIn(ADA, { answers })
  kit.advance('15d')
  const response = await fetch(kit.url, { headers: ada.headers })
  assert.equal(await response.text(), 'Please sign in.')
})

test('a forged ID Token is refused', async () => {
  kit.provider('acme').fault('token', 'forged-signature')
  assert.equal(await signInInBrowser(), 400)
  assert.deepEqual((await kit.gate.users.list()).users, [])
  await kit.settled()
  assert.deepEqual(
    kit.events.map(({ type, code }) => [type, code]),
    [['sign-in-refused', 'identity_rejected']],
  )
})

/** What a browser does from the button to the page at the end; returns the status of that page. */
async function signInInBrowser() {
  const jar = new Map()
  let url = kit.gate.loginUrl('acme')
  for (;;) {
    const cookie = [...jar].map((pair) => pair.join('=')).join('; ')
    const response = await fetch(url, { headers: { cookie }, redirect: 'manual' })
    for (const line of response.headers.getSetCookie()) jar.set(...line.split(';')[0].split(/=(.*)/s))
    const location = response.headers.get('location')
    if (location === null) return response.status
    url = new URL(location, url)
  }
}
