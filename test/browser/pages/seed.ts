import { savePassword } from '../../support/passwords.js'
import type { Person } from '../../support/provider/index.js'
import type { Visitor } from '../../support/visitor.js'
import { NOW, PASSWORD, type Stage } from './stage.js'

const DAY_MINUTES = 24 * 60

export const ADA = {
  sub: 'ada-1815',
  name: 'Ada Lovelace',
  given_name: 'Ada',
  family_name: 'Lovelace',
  preferred_username: 'ada',
  email: 'ada@acme.example',
  email_verified: true,
}
/** Everything about her is as long as it may be, or as a provider has sent it. */
const LENA = {
  sub: 'lena-with-an-identifier-of-more-than-forty-characters',
  email_verified: true,
  name: 'Dr. med. Lena Wilhelmina Charlotte von Hohenstaufen-Württemberg',
  preferred_username: 'lena.wilhelmina.charlotte.vonh',
  email: 'lena.wilhelmina.charlotte.von.hohenstaufen@mail.university-hospital.example',
}
const NOA = { sub: 'noa-1', name: 'Noa', preferred_username: 'noa' }
const RITA = {
  sub: 'rita',
  name: 'Rita Root',
  preferred_username: 'rita',
  email: 'rita@staff.example',
  email_verified: true,
}
export const VIC = { sub: 'vic', name: 'Vic Tim', preferred_username: 'vic', email: 'vic@acme.example' }

const BROWSERS = [
  'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.0 Safari/605.1.15',
]
const DEVICES = ['Living room TV', 'Build server in the cellar, third shelf from the left']

/** Fills the site with people, providers and what has happened in the last month, in the same way each time. */
export async function seed(stage: Stage): Promise<void> {
  await seedUsers(stage)
  await seedEvents(stage)
  await seedAda(stage)
  await seedFailures(stage)
  stage.turnBack(120)
  const noa = stage.site.visitor()
  await stage.signIn(noa, 'github', NOA)
  stage.remember('noa', noa)
  stage.turnBack(9)
  const lena = stage.site.visitor()
  await stage.signIn(lena, 'acme', LENA)
  stage.remember('lena', lena)
  await seedProviders(stage)
  stage.turnBack(0)
  await delivered(stage)
}

const NAMES = ['Amara', 'Bruno', 'Chloé', 'Dmitri', 'Esi', 'Farid', 'Grażyna', 'Hiro', 'Ines', 'Jonas']

async function seedUsers({ site }: Stage): Promise<void> {
  const data = Array.from({ length: 56 }, (_, index) => {
    const name = NAMES[index % NAMES.length] ?? ''
    const username = `person${String(index + 1).padStart(2, '0')}`
    const createdAt = new Date(NOW.getTime() - (index + 1) * 13 * 3600_000)
    return {
      id: `seeded-user-${String(index).padStart(10, '0')}`,
      username,
      createdAt,
      updatedAt: createdAt,
      name: index % 7 === 3 ? null : `${name} ${String.fromCharCode(65 + (index % 26))}.`,
      email: index % 5 === 4 ? null : `${username}@mail.example`,
      emailVerified: index % 3 !== 0,
      active: index % 17 !== 16,
      acceptedTerms: '2031-05',
    }
  })
  await site.rows.user.createMany({ data })
}

/** Sign-ins of the last thirty days, more of them from week to week. */
async function seedEvents({ site }: Stage): Promise<void> {
  const data = Array.from({ length: 30 }, (_, day) =>
    Array.from({ length: 2 + ((day * 7) % 5) + Math.floor((29 - day) / 6) }, (_unused, index) => {
      const number = day * 20 + index
      const failed = number % 9 === 4
      const at = new Date(NOW.getTime() - (day * DAY_MINUTES + 31 + index * 47) * 60_000)
      return {
        id: `seeded-event-${String(number).padStart(9, '0')}`,
        at,
        area: 'sign-in',
        kind: failed ? 'failed' : 'signed-in',
        code: failed ? 'provider_unavailable' : null,
        backend: ['google', 'acme', 'github', 'google'][number % 4] ?? null,
        reference: `SEEDED${String(22 + (number % 78))
          .replaceAll('0', 'X')
          .replaceAll('1', 'Y')}`,
        userId: failed ? null : `seeded-user-${String(number % 56).padStart(10, '0')}`,
        detail: JSON.stringify({
          intent: 'sign-in',
          carrier: 'cookie',
          begunAt: null,
          tripMs: null,
          browser: ['Firefox on Linux', 'Safari on iPhone', 'Chrome on Windows'][number % 3],
          error: failed ? 'the token request: status 503' : null,
          steps: [],
          phases: [],
          calls: [],
        }),
        expiresAt: new Date(NOW.getTime() + 30 * DAY_MINUTES * 60_000),
      }
    }),
  ).flat()
  await site.rows.event.createMany({ data })
}

/** Ada has all kinds of sign-in methods, two that look alike, and many sessions. */
async function seedAda(stage: Stage): Promise<void> {
  const { site } = stage
  const all = [...BROWSERS, ...BROWSERS, ...BROWSERS.slice(0, 1), ...DEVICES]
  stage.turnBack((all.length + 1) * DAY_MINUTES)
  const first = site.visitor()
  const page = await stage.signIn(first, 'acme', ADA)
  if (page.status !== 200) throw new Error(`Ada is not signed in: ${page.status} ${page.body}`)
  await savePassword(first, { password: PASSWORD })
  for (const [index, name] of all.entries()) {
    stage.turnBack((all.length - index) * DAY_MINUTES)
    await stage.signIn(site.visitor(), 'acme', ADA)
    const { id } = await site.rows.session.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
    const isDevice = DEVICES.includes(name)
    const data = isDevice ? { kind: 'device', label: name, userAgent: 'curl/8.5.0' } : { userAgent: name }
    await site.rows.session.update({ where: { id }, data: { ...data, address: `203.0.113.${index + 7}` } })
  }
  stage.turnBack(5)
  const ada = site.visitor()
  await stage.signIn(ada, 'acme', ADA)
  stage.turnBack(4)
  await connect(stage, ada, 'google', { ...ADA, sub: 'g-1000001', email: 'ada@mail.example' })
  stage.turnBack(3)
  await connect(stage, ada, 'google', { ...ADA, sub: 'g-2000002', email: 'ada@mail.example' })
  const { id } = await site.rows.session.findFirstOrThrow({ orderBy: { createdAt: 'desc' } })
  await site.rows.session.update({ where: { id }, data: { userAgent: BROWSERS[0] ?? null } })
  stage.remember('ada', ada)
}

async function connect(stage: Stage, visitor: Visitor, backend: string, person: Person): Promise<void> {
  stage.op(backend).person(person)
  await visitor.open(`/connect/${backend}`, { form: { _csrf: await visitor.csrf() } })
}

async function seedFailures(stage: Stage): Promise<void> {
  const { site } = stage
  stage.turnBack(95)
  await stage.signIn(site.visitor(), 'acme', VIC)
  await site.rows.user.update({ where: { username: 'vic' }, data: { active: false } })
  stage.turnBack(50)
  const acme = stage.op('acme')
  acme.misbehave({ idTokenClaims: (claims) => ({ ...claims, aud: 'another-client' }) })
  await stage.signIn(site.visitor(), 'acme', ADA)
  acme.behave()
}

async function seedProviders(stage: Stage): Promise<void> {
  stage.turnBack(9)
  const visitor = stage.site.visitor()
  await stage.signIn(visitor, 'staff', RITA)
  const rita = stage.administrator(visitor)
  stage.turnBack(8)
  const op = stage.op('orchid')
  op.person({ sub: 'o-1', name: 'Olga Orchid', email: 'olga@orchid.example', email_verified: true })
  await rita.bringIntoUse('orchid', op, { label: 'Orchid ID', hidden: 'yes' })
  stage.turnBack(7)
  await rita.add('violet', op, { label: 'Violet', clientSecret: 'a wrong one' })
  await rita.test('violet')
  stage.turnBack(6)
  await rita.add('thistle', op, { label: 'Thistle' })
  await rita.act('thistle', 'test')
  stage.turnBack(5)
  await rita.add('clover', op, { label: 'Clover' })
  await rita.test('clover')
  stage.remember('rita', visitor)
}

/** Until the traces are written and the receiver has got all events, which happens behind the answers. */
async function delivered({ site }: Stage): Promise<void> {
  const isLast = { kind: 'signed-in', backend: 'staff' }
  const end = Date.now() + 20_000
  while (
    (await site.rows.event.count({ where: isLast })) === 0 ||
    (await site.rows.eventDelivery.count({ where: { state: 'pending' } })) > 0
  ) {
    if (Date.now() > end) throw new Error('events are still waiting')
    await new Promise((resume) => setTimeout(resume, 20))
  }
}
