import Koa, { type Middleware } from 'koa'
import mount from 'koa-mount'
import Router from 'koa-router'
import type Provider from 'oidc-provider'
import { PortcullisError } from '../errors.js'
import type { Views } from '../views/index.js'
import { formOf, readBodies, single } from '../web/forms.js'
import { PEOPLE } from './people.js'

/** The page of Demo ID on which one chooses whom to sign in as. */
export function choosePerson(provider: Provider, path: string, views: Views): Middleware {
  const router = new Router({ prefix: `${path}/interaction`, strict: true, sensitive: true })

  router.get('/:uid', async (ctx) => {
    const { uid } = await interactionOf(provider, ctx.req, ctx.res)
    ctx.set('Cache-Control', 'no-store')
    ctx.type = 'html'
    ctx.body = views.render({
      name: 'choose-person',
      uid,
      clientLabel: 'Portcullis',
      action: `${path}/interaction/${uid}`,
      people: PEOPLE.map(({ sub, name, email, note }) => ({ sub, name, email, note })),
    })
  })

  router.post('/:uid', readBodies(), async (ctx) => {
    await interactionOf(provider, ctx.req, ctx.res)
    const person = single(formOf(ctx), 'person')
    const chosen = PEOPLE.find(({ sub }) => sub === person)
    const result = chosen
      ? { login: { accountId: chosen.sub } }
      : { error: 'access_denied', error_description: 'Nobody was chosen' }
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

type Details = Awaited<ReturnType<Provider['interactionDetails']>>

async function interactionOf(
  provider: Provider,
  ...[req, res]: Parameters<Provider['interactionDetails']>
): Promise<Details> {
  try {
    return await provider.interactionDetails(req, res)
  } catch (cause) {
    throw new PortcullisError('attempt_expired', { detail: 'Demo ID does not know this interaction', cause })
  }
}
