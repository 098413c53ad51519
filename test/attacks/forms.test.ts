import { z } from 'zod'
import { type Extensions, NO_EXTENSIONS } from '../../src/extensions.js'
import { type Administrator, signInAsAdmin } from '../support/administrator.js'
import { signInWithPassword } from '../support/joining.js'
import { leftEnglish } from '../support/left-english.js'
import { backendAt } from '../support/site.js'
import { useSite } from '../support/use-site.js'
import type { Visitor } from '../support/visitor.js'

const fields = z.object({ plan: z.string().max(12).default('free'), limit: z.number().max(10).default(5) })
const extensions: Extensions = { ...NO_EXTENSIONS, user: { fields, roles: ['editor', 'viewer'] } }

const PASSWORD = 'a password of four words'

const HOSTILE = [
  'x'.repeat(60),
  '👩‍👩‍👧',
  'a\u0000b',
  '\u202eolleh',
  '<b a="\'">',
  '',
  ' ',
  '{"a": [1',
  'ﬃ'.repeat(3000),
]

/** Those that one field has while the others have what the page had. */
const ALONE = HOSTILE.slice(0, 3)

interface Form {
  readonly action: string
  readonly isPost: boolean
  readonly values: Readonly<Record<string, string>>
  /** The names of the inputs that people fill in. */
  readonly inputs: readonly string[]
}

/** The forms of a page that have something to fill in. */
function formsOf(html: string, url: string): readonly Form[] {
  return [...html.matchAll(/<form\b([^>]*)>([^]*?)<\/form>/g)].flatMap(([, attributes = '', inner = '']) => {
    const attribute = (name: string, text: string) =>
      toText(new RegExp(` ${name}="([^"]*)"`).exec(text)?.[1] ?? '')
    const tags = [...inner.matchAll(/<(?:input|textarea|select)\b[^>]*>/g)].map(([tag]) => tag)
    const named = tags.filter(
      (tag) => / name="/.test(tag) && !/ type="(?:checkbox|radio|submit|file)"/.test(tag),
    )
    const values = named.map((tag) => [attribute('name', tag), attribute('value', tag)] as const)
    const typed = named.filter((tag) => !/ type="hidden"/.test(tag))
    const form = {
      action: new URL(attribute('action', attributes) || url, url).href,
      isPost: / method="post"/i.test(attributes),
      values: Object.fromEntries(values),
      inputs: typed.map((tag) => attribute('name', tag)),
    }
    return typed.length === 0 ? [] : [form]
  })
}

function toText(html: string): string {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll(/&#39;|&#96;/g, "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

/** What people read on a page, without code. */
function proseOf(html: string): string {
  const main = /<main\b[^>]*>([^]*)<\/main>/.exec(html)?.[1] ?? html
  return toText(
    main
      .replaceAll(/<(code|pre|script|style|select|textarea)\b[^]*?<\/\1>/g, ' ')
      .replaceAll(/<[^>]*>/g, ' '),
  )
}

describe.each(['fr', 'de'])('every form of the site, with what people do not type, in %s', (language) => {
  const { site, provider } = useSite({
    database: 'sqlite',
    extensions,
    mail: true,
    env: {
      ADMIN_EMAILS: 'rita@staff.example',
      PASSWORD_LOGIN: 'true',
      EMAIL_LOGIN: 'true',
      RESERVED_USERNAMES: 'boss',
      PROFILE_EDITING: 'name,picture,username',
    },
    backends: ({ op, provider }) => ({
      acme: backendAt(op, { trustEmail: true }),
      staff: backendAt(provider.alias('staff'), { label: 'Staff', trustEmail: true }),
    }),
  })
  const headers = { 'accept-language': language }
  let rita: Administrator

  beforeAll(async () => {
    rita = await signInAsAdmin(site, provider.alias('staff'))
  })

  /** Sends the forms of a page in all bad ways, and says what is wrong with the answers. */
  async function attack(visitor: Visitor, path: string): Promise<readonly string[]> {
    const wrong: string[] = []
    const { body, url, status } = await visitor.open(path, { headers })
    const forms = formsOf(body, url)
    if (status !== 200 || forms.length === 0) return [`${path}: ${status}, ${forms.length} forms`]
    for (const { action, isPost, values, inputs } of forms)
      for (const value of HOSTILE)
        for (const names of [
          inputs,
          ...(inputs.length > 1 && ALONE.includes(value) ? inputs.map((name) => [name]) : []),
        ]) {
          const form = { ...values, ...Object.fromEntries(names.map((name) => [name, value])) }
          await site.rows.limit.deleteMany()
          const copy = visitor.clone()
          const answer = isPost
            ? await copy.ask(action, { form, headers })
            : await copy.ask(`${action.replace(/\?.*/, '')}?${new URLSearchParams(form).toString()}`, {
                headers,
              })
          // The lists that a filter narrows down have names, and technical details.
          const prose =
            answer.status === 303 || !isPost
              ? ''
              : proseOf(answer.body.replaceAll(value.length > 3 ? value : '\uffff', ' '))
          const left = leftEnglish(prose)
          const where = `${new URL(action).pathname} ${names.join()}=${JSON.stringify(value.slice(0, 12))}: ${answer.status}`
          if (answer.status >= 500) wrong.push(where)
          if (left !== null) {
            const at = prose.search(new RegExp(`\\b${left}\\b`))
            wrong.push(`${where} "${prose.slice(Math.max(0, at - 60), at + 60).replaceAll(/\s+/g, ' ')}"`)
          }
        }
    return wrong
  }

  test('of visitors', async () => {
    for (const path of ['/login', '/register', '/forgot', '/login/email/address', '/device'])
      expect(await attack(site.visitor(), path)).toEqual([])
  })

  test('of an administrator', async () => {
    const { id } = await site.rows.user.findUniqueOrThrow({ where: { username: 'rita' } })
    const pages = [
      '/account/profile',
      '/account/email',
      '/account/password',
      '/admin/users',
      '/admin/users/new',
      `/admin/users/${id}/edit`,
      `/admin/users/${id}/merge`,
      '/admin/providers',
      '/admin/sign-ins',
      '/admin/sessions',
      '/admin/events',
    ]
    const wrong = new Map<string, readonly string[]>()
    for (const path of pages) wrong.set(path, await attack(rita.visitor, path))
    expect([...wrong].filter(([, each]) => each.length > 0)).toEqual([])
  })

  test('a form with several inputs shows the error beside the input that is wrong', async () => {
    const { id } = await site.rows.user.findUniqueOrThrow({ where: { username: 'rita' } })
    const user = { username: 'grace', name: '', email: '', then: 'nothing' }
    const edited = { username: 'rita', name: '', 'field.plan': 'free', 'field.limit': '5' }
    const account = { email: 'new@example.com', name: '', password: PASSWORD, repeated: PASSWORD }
    for (const [path, valid, name, value] of [
      ['/admin/users', user, 'username', 'boss'],
      ['/admin/users', user, 'username', 'a b'],
      ['/admin/users', user, 'name', 'a\u0000b'],
      ['/admin/users', user, 'email', 'nobody'],
      [`/admin/users/${id}/edit`, edited, 'name', 'x'.repeat(201)],
      [`/admin/users/${id}/edit`, edited, 'username', 'boss'],
      [`/admin/users/${id}/edit`, edited, 'field.plan', 'x'.repeat(60)],
      [`/admin/users/${id}/edit`, edited, 'field.limit', '11'],
      ['/register', account, 'email', 'nobody'],
      ['/register', account, 'password', 'short'],
      ['/register', account, 'repeated', `${PASSWORD}!`],
    ] as const) {
      const form = { ...valid, [name]: value, ...(name === 'password' && { repeated: value }) }
      const _csrf = await rita.visitor.csrf()
      const visitor = path === '/register' ? site.visitor() : rita.visitor
      const { status, body } = await visitor.ask(path, { form: { ...form, _csrf }, headers })
      const input = new RegExp(`<(?:input|textarea)[^>]* name="${name}"[^>]*>`).exec(body)?.[0] ?? ''
      const after = body.slice(body.indexOf(input)).split('class="field"')[0] ?? ''
      expect([path, name, status, / aria-invalid="true"/.test(input), /id="fault"/.test(after)]).toEqual([
        path,
        name,
        400,
        true,
        true,
      ])
      expect([...body.matchAll(/ aria-invalid="true"/g)]).toHaveLength(1)
      expect([...body.matchAll(/ id="fault"/g)]).toHaveLength(1)
    }
  })

  test('of a user with a password, and of an invitation', async () => {
    await rita.send('/admin/users', {
      username: 'ada',
      email: 'ada@example.com',
      then: 'password',
      password: PASSWORD,
    })
    const visitor = site.visitor()
    await signInWithPassword(visitor, 'ada', PASSWORD)
    for (const path of ['/account/password', '/account/delete'])
      expect([path, await attack(visitor, path)]).toEqual([path, []])
  })
})
