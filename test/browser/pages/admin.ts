import type { Answer } from '../../support/visitor.js'
import type { PageState } from './page.js'
import { signedIn } from './sign-in.js'
import { type Language, speaking, type Stage } from './stage.js'

const admin = (path = ''): PageState['open'] => signedIn('rita', `/admin${path}`)

/** A page below that of the user. */
function user(username: string, path = ''): PageState['open'] {
  return async (stage, language) => {
    const { id } = await stage.site.rows.user.findUniqueOrThrow({ where: { username } })
    return (await stage.as('rita', language)).open(`/admin/users/${id}${path}`)
  }
}

/** The answer to a form of the administrator. */
function sent(path: string, fields: Readonly<Record<string, string>>): PageState['open'] {
  return async (stage, language) =>
    stage.administrator(await stage.as('rita', language)).send(`/admin${path}`, fields)
}

/** The page with a link for somebody who has no address. */
async function invite(stage: Stage, language: Language): Promise<Answer> {
  await stage.site.rows.user.deleteMany({ where: { username: 'grace' } })
  const rita = stage.administrator(await stage.as('rita', language))
  return rita.send('/admin/users', { username: 'grace', name: 'Grace Hopper', email: '', then: 'invite' })
}

export const ADMIN_PAGES: readonly PageState[] = [
  { name: 'admin-overview', view: 'admin/overview', open: admin() },
  { name: 'admin-providers', view: 'admin/providers', open: admin('/providers') },
  { name: 'admin-provider-configured', view: 'admin/provider-configured', open: admin('/providers/acme') },
  { name: 'admin-provider-new', view: 'admin/provider-new', open: admin('/providers/new') },
  {
    name: 'admin-provider-new-wrong',
    view: 'admin/provider-new',
    open: sent('/providers/new', { issuer: 'http://127.0.0.1:9/nothing' }),
  },
  {
    name: 'admin-provider-preset',
    view: 'admin/provider-new',
    open: sent('/providers/new', { preset: 'okta' }),
  },
  {
    name: 'admin-provider-form',
    view: 'admin/provider-form',
    open: async (stage, language) => {
      const { issuer } = stage.op('peony')
      const rita = stage.administrator(await stage.as('rita', language))
      return rita.send('/admin/providers/new', { issuer })
    },
  },
  {
    name: 'admin-provider-form-wrong',
    view: 'admin/provider-form',
    open: sent('/providers', { issuer: 'nothing', name: 'A b', clientId: '' }),
  },
  { name: 'admin-provider-edit', view: 'admin/provider-form', open: admin('/providers/orchid/edit') },
  { name: 'admin-provider', view: 'admin/provider', open: admin('/providers/orchid') },
  { name: 'admin-provider-passed', view: 'admin/provider', open: admin('/providers/clover') },
  { name: 'admin-provider-failed', view: 'admin/provider', open: admin('/providers/violet') },
  { name: 'admin-provider-lost', view: 'admin/provider', open: admin('/providers/thistle') },
  { name: 'admin-provider-delete', view: 'admin/question', open: admin('/providers/orchid/delete') },
  { name: 'admin-users', view: 'admin/users', open: admin('/users') },
  { name: 'admin-users-none', view: 'admin/users', open: admin('/users?q=nothing+like+that') },
  { name: 'admin-user', view: 'admin/user', open: user('ada') },
  { name: 'admin-user-disabled', view: 'admin/user', open: user('vic') },
  { name: 'admin-user-self', view: 'admin/user', open: user('rita') },
  { name: 'admin-user-delete', view: 'admin/question', open: user('ada', '/delete') },
  {
    name: 'admin-user-disconnect',
    view: 'admin/question',
    open: async (stage, language) => {
      const where = { user: { username: 'ada' } }
      const { id, userId } = await stage.site.rows.account.findFirstOrThrow({ where })
      return (await stage.as('rita', language)).open(`/admin/users/${userId}/accounts/${id}/disconnect`)
    },
  },
  { name: 'admin-user-disable', view: 'admin/question', open: user('ada', '/disable') },
  { name: 'admin-sign-ins', view: 'admin/sign-ins', open: admin('/sign-ins') },
  { name: 'admin-sign-ins-none', view: 'admin/sign-ins', open: admin('/sign-ins?user=nothing') },
  {
    name: 'admin-trace',
    view: 'admin/trace',
    open: async (stage, language) => {
      const { reference } = await stage.site.rows.event.findFirstOrThrow({
        where: { code: 'identity_rejected' },
      })
      return (await stage.as('rita', language)).open(`/admin/sign-ins/${reference ?? ''}`)
    },
  },
  {
    name: 'admin-trace-signed-in',
    view: 'admin/trace',
    open: async (stage, language) => {
      const where = { kind: 'signed-in', backend: 'github', NOT: { id: { startsWith: 'seeded' } } }
      const { reference } = await stage.site.rows.event.findFirstOrThrow({ where })
      return (await stage.as('rita', language)).open(`/admin/sign-ins/${reference ?? ''}`)
    },
  },
  { name: 'admin-sessions', view: 'admin/sessions', open: admin('/sessions') },
  { name: 'admin-sessions-of-user', view: 'admin/sessions', open: admin('/sessions?user=ada') },
  { name: 'admin-events', view: 'admin/events', open: admin('/events') },
  { name: 'admin-user-new', view: 'admin/user-new', open: admin('/users/new') },
  {
    name: 'admin-user-new-wrong',
    view: 'admin/user-new',
    open: sent('/users', { username: 'a b', email: 'nothing' }),
  },
  { name: 'admin-user-edit', view: 'admin/user-edit', open: user('ada', '/edit') },
  { name: 'admin-user-merge', view: 'admin/user-merge', open: user('noa', '/merge?into=ada') },
  {
    name: 'admin-user-merge-wrong',
    view: 'admin/user-merge',
    open: user('noa', '/merge?into=nothing-like-that'),
  },
  { name: 'admin-webhooks', view: 'admin/webhooks', open: admin('/webhooks') },
  { name: 'admin-mails', view: 'admin/mails', open: admin('/mails') },
  {
    name: 'admin-mail',
    view: 'admin/mail',
    open: async (stage, language) => {
      const rita = await stage.as('rita', language)
      const page = await rita.open(`/admin/mails/signInCode?language=${language}`)
      const paths = [...page.body.matchAll(/<iframe[^>]* src="([^"]+)"/g)].map(([, path = '']) => path)
      return { ...page, frames: await Promise.all(paths.map((path) => rita.open(path))) }
    },
  },
  { name: 'admin-settings', view: 'admin/settings', open: admin('/settings') },
  { name: 'admin-doctor', view: 'admin/doctor', open: admin('/doctor') },
  { name: 'admin-user-link', view: 'admin/user-link', open: invite },
  {
    name: 'invitation',
    view: 'invitation',
    open: async (stage, language) => {
      const { body } = await invite(stage, language)
      const link = /http\S+\/invitation\/[\w-]{43}/.exec(body)?.[0]
      if (link === undefined) throw new Error('the page has no link')
      return (await speaking(stage.site.visitor(), language)).open(link)
    },
  },
]
