import Koa, { type Middleware } from 'koa'
import mount from 'koa-mount'
import Router from 'koa-router'
import type Provider from 'oidc-provider'
import { PortcullisError } from '../errors.js'
import { parseBodies, readForm, singleParam } from '../middleware/body.js'
import { sendPage, translatorOf } from '../middleware/language.js'
import type { Views } from '../pages/render.js'
import { DEMO_USERS } from './demo-users.js'

/** Routes for the page on which the visitor chooses the test user to sign in as. */
export function accountPickerRoutes(provider: Provider, path: string, views: Views): Middleware {
  const router = new Router({ prefix: `${path}/interaction`, strict: true, sensitive: true })

  router.get('/:uid', async (ctx) => {
    const { uid } = await readInteraction(provider, ctx.req, ctx.res)
    const translator = translatorOf(ctx)
    sendPage({ views }, ctx, {
      name: 'account-picker',
      uid,
      clientLabel: 'Portcullis',
      action: `${path}/interaction/${uid}`,
      users: DEMO_USERS.map(({ sub, name, email, hint }) => ({ sub, name, email, note: translator.t(hint) })),
    })
  })

  router.post('/:uid', parseBodies(), async (ctx) => {
    await readInteraction(provider, ctx.req, ctx.res)
    const requestedSub = singleParam(readForm(ctx), 'person')
    const user = DEMO_USERS.find(({ sub }) => sub === requestedSub)
    const result = user
      ? { login: { accountId: user.sub } }
      : { error: 'access_denied', error_description: 'No account was chosen' }
    const location = await provider.interactionResult(ctx.req, ctx.res, result, {
      mergeWithLastSubmission: false,
    })
    ctx.status = 303
    ctx.set('Location', location)
  })

  const app = new Koa()
  app.use(router.routes())
  return mount('/', app)
}

type InteractionDetails = Awaited<ReturnType<Provider['interactionDetails']>>

async function readInteraction(
  provider: Provider,
  ...[req, res]: Parameters<Provider['interactionDetails']>
): Promise<InteractionDetails> {
  try {
    return await provider.interactionDetails(req, res)
  } catch (cause) {
    throw new PortcullisError('attempt_expired', { detail: 'Demo ID does not know this interaction', cause })
  }
}
