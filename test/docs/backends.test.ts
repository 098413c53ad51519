import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Accent, Op } from '../support/provider/index.js'
import { profile } from '../../src/testing/provider/accents/profile.js'
import { json } from '../../src/testing/provider/reply.js'
import { useSite } from '../support/use-site.js'

const PAGE = readFileSync(new URL('../../docs/backends.md', import.meta.url), 'utf8')
const Definitions = z.record(z.string(), z.record(z.string(), z.unknown()))

/** The block in a language that comes first below a heading. */
function blockUnder(heading: string, language: string): string {
  const section = PAGE.slice(PAGE.indexOf(`\n## ${heading}\n`))
  return new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(section)?.[1] ?? ''
}

const five = blockUnder('An OpenID Connect provider in five lines', 'json')
const twentyFive = blockUnder('An OAuth 2 provider in twenty-five lines', 'json')
const example = z
  .record(z.string(), z.unknown())
  .parse(JSON.parse(blockUnder('An OAuth 2 provider in twenty-five lines', 'text')))

const chat: Accent = {
  settings: { clientAuthentication: 'client_secret_post' },
  discoveryDocument: () => ({}),
  paths: { '/oauth/authorize': 'authorize', '/oauth/token': 'token', '/api/v2/me': 'userinfo' },
  endpoints: {
    userinfo: (op, request) => {
      const old = json(400, { error: 'this version is no longer served' })
      if (request.headers['x-api-version'] !== '2') return Promise.resolve(old)
      return profile(() => example, json(401, {}))(op, request)
    },
  },
}

/** The examples as they stand on the page, but for the hosts in them, and the secrets that the provider expects. */
function pointed(block: string, op: Op): Record<string, Record<string, unknown>> {
  return Definitions.parse(JSON.parse(block.replaceAll(/https:\/\/(id|chat)\.acme\.example/g, op.issuer)))
}

const { site, provider } = useSite({
  database: 'sqlite',
  backends: ({ provider }) => {
    const [id, talk] = [provider.alias('id'), provider.alias('chat').speak(chat)]
    for (const op of [id, talk]) op.clientSecret = 'the secret that Acme issued'
    return { ...pointed(five, id), ...pointed(twentyFive, talk) }
  },
})

/** Lines that say something: a brace that only closes says nothing. */
function linesOf(block: string): number {
  return block.split('\n').filter((line) => /[^\s{}\],]/.test(line)).length
}

test('the OpenID Connect example of docs/backends.md has five lines, and signs a user in', async () => {
  expect(linesOf(five)).toBe(5)
  provider.alias('id').person({ sub: 'five', name: 'Five Lines' })
  expect((await site.visitor().signIn('acme')).body).toContain('Five Lines')
})

test('the OAuth 2 example has at most twenty-five, with its braces, and signs in the person of its profile', async () => {
  expect(twentyFive.trim().split('\n').length).toBeLessThanOrEqual(25)
  expect((await site.visitor().signIn('chat')).url).toMatch(/\/account$/)
  const account = await site.rows.account.findFirst({ where: { backend: 'chat' }, include: { user: true } })
  expect(account).toMatchObject({
    subject: '12345',
    user: {
      username: 'ada',
      provenEmail: 'ada@example.com',
      picture: 'https://cdn.acme.example/12345/a1b2.png',
    },
  })
  expect(provider.alias('chat').lastAuthorization.get('scope')).toBe('profile,mail')
})
