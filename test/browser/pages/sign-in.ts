import { askForSignIn, linkIn, openEmailLogin } from '../../support/email-login.js'
import { askToJoin, fieldOf, signInWithPassword } from '../../support/joining.js'
import { reply } from '../../support/pauses.js'
import type { Answer } from '../../support/visitor.js'
import type { PageState } from './page.js'
import { ADA, VIC } from './seed.js'
import { type Language, speaking, type Stage, type Who } from './stage.js'

/** What a visitor sees who is not signed in. */
export function signedOut(path: string): PageState['open'] {
  return async ({ site }, language) => (await speaking(site.visitor(), language)).open(path)
}

export function signedIn(who: Who, path: string): PageState['open'] {
  return async (stage, language) => (await stage.as(who, language)).open(path)
}

/** The page of a sign-in that asks this person something. */
async function paused(
  stage: Stage,
  language: Language,
  backend: string,
  person: { readonly sub: string; readonly [claim: string]: unknown },
): Promise<{ readonly page: Answer; readonly answer: (...reply: Reply) => Promise<Answer> }> {
  stage.op(backend).person(person)
  const visitor = await speaking(stage.site.visitor(), language)
  const page = await visitor.signIn(backend)
  return { page, answer: (...words) => reply(visitor, page, ...words) }
}
type Reply = [answer: string, fields?: Readonly<Record<string, string>>]

/** A provider that has answered the callback like this. */
function misbehaving(faults: Parameters<ReturnType<Stage['op']>['misbehave']>[0]): PageState['open'] {
  return async (stage, language) => {
    const op = stage.op('acme')
    op.person(ADA)
    op.misbehave(faults)
    try {
      return await (await speaking(stage.site.visitor(), language)).signIn('acme')
    } finally {
      op.behave()
    }
  }
}

/** The link in the email, in the browser that has requested it. */
async function openEmailLink({ site, office }: Stage, language: Language): Promise<Answer> {
  const visitor = await speaking(site.visitor(), language)
  office.clear()
  await askForSignIn(visitor, 'zoe@example.com')
  return visitor.open(linkIn(await office.mailTo('zoe@example.com')))
}

export const SIGN_IN_PAGES: readonly PageState[] = [
  { name: 'login', view: 'login', open: signedOut('/login') },
  { name: 'login-one', view: 'login', providers: 1, open: signedOut('/login') },
  { name: 'login-forty', view: 'login', providers: 40, open: signedOut('/login?next=/device') },
  { name: 'login-of-link', view: 'login', open: signedOut('/login?next=/admin') },
  { name: 'login-continue-as', view: 'login', open: signedIn('ada', '/login') },
  { name: 'login-again', view: 'login', open: signedIn('lena', '/login?next=/account&prompt=login') },
  {
    name: 'login-last-used',
    view: 'login',
    open: async (stage, language) => {
      const visitor = await stage.as('noa', language)
      visitor.setCookie('portcullis', '')
      return visitor.open('/login')
    },
  },
  {
    name: 'login-wrong-password',
    view: 'login',
    open: async ({ site }, language) =>
      signInWithPassword(await speaking(site.visitor(), language), 'ada', 'not the right one'),
  },
  { name: 'register', view: 'register', open: signedOut('/register') },
  {
    name: 'register-refused',
    view: 'register',
    open: async ({ site }, language) => {
      const visitor = await speaking(site.visitor(), language)
      return askToJoin(visitor, 'zoe@example.com', { password: 'short', repeated: 'shorter' })
    },
  },
  {
    name: 'register-confirm',
    view: 'register-confirm',
    open: async ({ site }, language) =>
      askToJoin(await speaking(site.visitor(), language), `zoe@example.com`),
  },
  {
    name: 'register-confirm-wrong',
    view: 'register-confirm',
    open: async ({ site }, language) => {
      const visitor = await speaking(site.visitor(), language)
      const handle = fieldOf(await askToJoin(visitor, 'zoe@example.com'), 'handle')
      return visitor.ask('/register/confirm', { form: { handle, code: 'AAA-BBB-CCC' } })
    },
  },
  { name: 'forgot', view: 'forgot', open: signedOut('/forgot') },
  {
    name: 'reset',
    view: 'reset',
    open: async ({ site }, language) =>
      (await speaking(site.visitor(), language)).ask('/forgot', { form: { email: 'zoe@example.com' } }),
  },
  {
    name: 'email-login',
    view: 'email-login',
    open: async ({ site }, language) => openEmailLogin(await speaking(site.visitor(), language)),
  },
  {
    name: 'email-login-code',
    view: 'email-login-code',
    open: async ({ site }, language) =>
      askForSignIn(await speaking(site.visitor(), language), 'zoe@example.com'),
  },
  {
    name: 'email-login-code-wrong',
    view: 'email-login-code',
    open: async ({ site }, language) => {
      const visitor = await speaking(site.visitor(), language)
      const handle = fieldOf(await askForSignIn(visitor, 'zoe@example.com'), 'handle')
      return visitor.ask('/login/email/code', { form: { handle, code: 'AAA-BBB-CCC' } })
    },
  },
  { name: 'email-login-link', view: 'email-login-link', open: openEmailLink },
  {
    name: 'email-login-link-elsewhere',
    view: 'email-login-link',
    open: async (stage, language) => {
      const { url } = await openEmailLink(stage, language)
      return (await speaking(stage.site.visitor(), language)).open(url)
    },
  },
  {
    name: 'continue-email',
    view: 'continue-email',
    open: async (stage, language) =>
      (await paused(stage, language, 'asking', { sub: 'nadia', name: 'Nadia Newcomer' })).page,
  },
  {
    name: 'continue-code',
    view: 'continue-code',
    open: async (stage, language) => {
      const { answer } = await paused(stage, language, 'asking', { sub: 'nadia', name: 'Nadia Newcomer' })
      return answer('email', { email: 'nadia@example.com' })
    },
  },
  {
    name: 'continue-email-link',
    view: 'continue-email-link',
    open: async (stage, language) => {
      const { answer } = await paused(stage, language, 'asking', { sub: 'una', name: 'Una Unread' })
      stage.office.clear()
      await answer('email', { email: 'una@example.com' })
      const { text } = await stage.office.mailTo('una@example.com')
      const link = /http\S+\/continue\/mail\/\S+/.exec(text)?.[0] ?? ''
      return (await speaking(stage.site.visitor(), language)).open(link)
    },
  },
  {
    name: 'continue-terms',
    view: 'continue-terms',
    open: async (stage, language) =>
      (await paused(stage, language, 'acme', { sub: 'terry', name: 'Terry Newcomer' })).page,
  },
  {
    name: 'continue-discarded',
    view: 'continue-discarded',
    open: async (stage, language) =>
      (await paused(stage, language, 'acme', { sub: 'terry', name: 'Terry Newcomer' })).answer('drop'),
  },
  {
    name: 'continue-confirmation',
    view: 'continue-confirmation',
    open: async (stage, language) =>
      (await paused(stage, language, 'acme', { sub: 'question-1', name: 'Quentin' })).page,
  },
  {
    name: 'continue-form',
    view: 'continue-form',
    open: async (stage, language) =>
      (await paused(stage, language, 'acme', { sub: 'form-1', name: 'Fiona' })).page,
  },
  {
    name: 'continue-form-wrong',
    view: 'continue-form',
    open: async (stage, language) => {
      const { answer } = await paused(stage, language, 'acme', { sub: 'form-1', name: 'Fiona' })
      return answer('send', { 'field.team': 'x', 'field.size': 's' })
    },
  },
  {
    name: 'continue-proof',
    view: 'continue-proof',
    open: async (stage, language) =>
      (await paused(stage, language, 'asking', { ...ADA, sub: 'ada-elsewhere' })).page,
  },
  {
    name: 'continue-connect',
    view: 'continue-connect',
    open: async (stage, language) => {
      const visitor = await speaking(stage.site.visitor(), language)
      stage.op('asking').person({ ...ADA, sub: 'ada-elsewhere' })
      const page = await visitor.signIn('asking')
      stage.op('acme').person(ADA)
      return visitor.signIn('acme', new URL(page.url).pathname)
    },
  },
  { name: 'error-not-found', view: 'error', open: signedOut('/nothing-here') },
  { name: 'error-unknown-provider', view: 'error', open: signedOut('/login/nothing') },
  {
    name: 'error-csrf',
    view: 'error',
    open: async (stage, language) =>
      (await stage.as('ada', language)).ask('/sessions/end-others', { form: { _csrf: 'of another tab' } }),
  },
  {
    name: 'error-user-disabled',
    view: 'error',
    open: async (stage, language) => {
      stage.op('acme').person(VIC)
      return (await speaking(stage.site.visitor(), language)).signIn('acme')
    },
  },
  {
    name: 'error-provider-denied',
    view: 'error',
    open: misbehaving({
      authorizeError: {
        error: 'access_denied',
        error_description: 'AADSTS50105: The signed in user is not assigned to a role for the application.',
      },
    }),
  },
  {
    name: 'error-provider-unavailable',
    view: 'error',
    open: misbehaving({ at: { token: { status: 503 } } }),
  },
  {
    name: 'error-of-administrator',
    view: 'error',
    open: async (stage, language) => {
      const visitor = await stage.as('rita', language)
      stage.op('acme').misbehave({ at: { token: { status: 503 } } })
      try {
        return await visitor.signIn('acme')
      } finally {
        stage.op('acme').behave()
      }
    },
  },
  { name: 'logged-out', view: 'logged-out', open: signedOut('/logged-out') },
  { name: 'logged-out-since', view: 'logged-out', open: signedIn('ada', '/logged-out') },
  { name: 'silent-end', view: 'silent-end', open: signedOut('/login/asking/silent/end') },
  {
    name: 'silent-end-signed-in',
    view: 'silent-end',
    open: signedIn('ada', '/login/asking/silent/end?outcome=signed-in'),
  },
  { name: 'account-picker', view: 'account-picker', open: signedOut('/login/demo') },
  {
    name: 'demo-logout',
    view: 'demo-logout',
    open: async ({ site }, language) => {
      const visitor = await speaking(site.visitor(), language)
      const { url } = await visitor.open('/login/demo')
      // The provider is real and has the real time, so our site refuses its answer; but the person has a session there.
      await visitor.open(url, { form: { person: 'demo-ada' } })
      return visitor.open('/demo-id/session/end')
    },
  },
]
