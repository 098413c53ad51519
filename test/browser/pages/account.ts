import { DeviceAt, fieldsOf } from '../../support/device.js'
import { askForAddress, fieldOf } from '../../support/joining.js'
import type { Answer, Visitor } from '../../support/visitor.js'
import type { Opened, PageState } from './page.js'
import { signedIn, signedOut } from './sign-in.js'
import { type Language, speaking, type Stage } from './stage.js'

/** The page that asks about the device of a program. */
async function confirmDevice(stage: Stage, language: Language, name: string): Promise<Answer> {
  const device = new DeviceAt(stage.site)
  const { user_code } = await device.start({ device_name: name })
  return (await stage.as('ada', language)).open(`/device?user_code=${user_code}`)
}

async function decideDevice(stage: Stage, language: Language, decision: 'approve' | 'deny'): Promise<Answer> {
  const page = await confirmDevice(stage, language, 'Living room TV')
  return (await stage.as('ada', language)).ask('/device', { form: { ...fieldsOf(page), decision } })
}

/** The live page, whose socket says who is signed in. */
async function watch(visitor: Visitor): Promise<Opened> {
  return { ...(await visitor.open('/live')), visitor }
}

async function accountId({ site }: Stage, username: string): Promise<string> {
  const account = await site.rows.account.findFirstOrThrow({
    where: { user: { username }, backend: 'acme' },
  })
  return account.id
}

export const ACCOUNT_PAGES: readonly PageState[] = [
  { name: 'account', view: 'account', open: signedIn('ada', '/account') },
  { name: 'account-forty', view: 'account', providers: 40, open: signedIn('noa', '/account') },
  { name: 'account-new', view: 'account', open: signedIn('noa', '/account') },
  { name: 'account-long', view: 'account', open: signedIn('lena', '/account') },
  { name: 'account-notice', view: 'account', open: signedIn('lena', '/account?notice=connected') },
  {
    name: 'account-disconnect',
    view: 'account-question',
    open: async (stage, language) =>
      (await stage.as('ada', language)).open(`/disconnect/acme/${await accountId(stage, 'ada')}`),
  },
  { name: 'account-end-all', view: 'account-question', open: signedIn('ada', '/sessions/end-all') },
  { name: 'account-delete', view: 'account-delete', open: signedIn('ada', '/account/delete') },
  { name: 'account-delete-later', view: 'account-delete', open: signedIn('noa', '/account/delete') },
  { name: 'account-profile', view: 'account-profile', open: signedIn('ada', '/account/profile') },
  {
    name: 'account-profile-refused',
    view: 'account-profile',
    open: async (stage, language) => {
      const visitor = await stage.as('lena', language)
      const form = { _csrf: await visitor.csrf(), username: 'a b' }
      return visitor.ask('/account/username', { form })
    },
  },
  { name: 'email', view: 'email', open: signedIn('ada', '/account/email') },
  { name: 'email-later', view: 'email', open: signedIn('noa', '/account/email') },
  {
    name: 'email-confirm',
    view: 'email-confirm',
    open: async (stage, language) => askForAddress(await stage.as('ada', language), 'ada@new.example'),
  },
  {
    name: 'email-confirm-wrong',
    view: 'email-confirm',
    open: async (stage, language) => {
      const visitor = await stage.as('ada', language)
      const handle = fieldOf(await askForAddress(visitor, 'ada@new.example'), 'handle')
      const form = { handle, code: 'AAA-BBB-CCC', _csrf: await visitor.csrf() }
      return visitor.ask('/account/email/confirm', { form })
    },
  },
  { name: 'password-change', view: 'password', open: signedIn('ada', '/account/password') },
  { name: 'password-set', view: 'password', open: signedIn('lena', '/account/password') },
  {
    name: 'password-refused',
    view: 'password',
    open: async (stage, language) => {
      const visitor = await stage.as('lena', language)
      const form = { _csrf: await visitor.csrf(), password: 'short', repeated: 'other' }
      return visitor.ask('/account/password', { form })
    },
  },
  { name: 'device', view: 'device', open: signedIn('ada', '/device') },
  {
    name: 'device-confirm',
    view: 'device-confirm',
    open: (stage, language) => confirmDevice(stage, language, 'Living room TV'),
  },
  {
    name: 'device-approved',
    view: 'device-decided',
    open: (stage, language) => decideDevice(stage, language, 'approve'),
  },
  {
    name: 'device-denied',
    view: 'device-decided',
    open: (stage, language) => decideDevice(stage, language, 'deny'),
  },
  {
    name: 'live',
    view: 'live',
    open: async (stage, language) => watch(await stage.as('ada', language)),
  },
  {
    name: 'live-signed-out',
    view: 'live',
    open: async ({ site }, language) => watch(await speaking(site.visitor(), language)),
  },
  { name: 'live-done', view: 'live-done', open: signedOut('/live/done') },
]
