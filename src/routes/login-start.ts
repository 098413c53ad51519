import type { Context } from 'koa'
import type Router from 'koa-router'
import type { Backend } from '../backends/backend.js'
import { emailDomain, parseEmailAddress } from '../mail/email-address.js'
import { readForm, singleParam } from '../middleware/body.js'
import { allowFormRedirects } from '../middleware/security-headers.js'
import { MAX_RETURN_TO_LENGTH, sanitizeReturnTo } from '../return-to.js'
import { readEmailField, requireEmailField } from './email-codes.js'
import { loginPage, isLoginPrompt } from './login-page.js'
import { renderErrorsOnForm } from './form-errors.js'
import { redirect, sendPage, type Services } from './services.js'

/**
 * The form of a login page that begins with the email address (LOGIN_START=email). The domain alone decides what comes next,
 * and no user is looked up, so the answer does not reveal which addresses are known.
 */
export function loginStartRoutes(router: Router, services: Services): void {
  const { site, backends } = services
  if (site.loginStart !== 'email') return

  router.get('/login/start/address', (ctx) => {
    redirect(ctx, `${site.basePath}/login`)
  })

  router.post('/login/start/address', (ctx) => {
    const form = readForm(ctx)
    const next = sanitizeReturnTo(singleParam(form, 'next', MAX_RETURN_TO_LENGTH), site)
    const isReauthentication = isLoginPrompt(singleParam(form, 'prompt'))
    services.http.sharedComputer.choose(ctx, singleParam(form, 'shared') === '1')
    const page = (email: string) =>
      loginPage(services, ctx, { next, isReauthentication, username: email, error: null })
    // These forms lead to `next`, which may be on an allowed origin.
    allowFormRedirects(ctx)
    renderErrorsOnForm(ctx, (error) => {
      const email = readEmailField(form)
      return { ...page(email), ...toEmailStart(services, ctx, { email, error }) }
    })
    const email = requireEmailField(form)
    const byDomain = findByDomain(backends.registry.list(), email)
    const [chosen] = byDomain.length === 1 ? byDomain : []
    const target = chosen?.name ?? (byDomain.length === 0 ? backends.emailLogin?.backend.name : undefined)
    if (target !== undefined) {
      const prompt = isReauthentication ? { prompt: 'login' } : {}
      const query = new URLSearchParams({ next, login_hint: email, ...prompt })
      redirect(ctx, `${site.basePath}/login/${target}?${query.toString()}`)
      return
    }
    const usual = page(email)
    sendPage(
      services,
      ctx,
      byDomain.length === 0 ? usual : { ...usual, backends: byDomain, moreBackends: [] },
    )
  })
}

/** What the first page of LOGIN_START=email shows in place of all sign-in methods: the last used one, and the form. */
export function toEmailStart(
  { backends: { registry }, http }: Pick<Services, 'backends' | 'http'>,
  ctx: Context,
  emailStart: NonNullable<ReturnType<typeof loginPage>['emailStart']>,
): Pick<ReturnType<typeof loginPage>, 'emailStart' | 'backends' | 'moreBackends' | 'password'> {
  const remembered = http.rememberedBackend.read(ctx)
  const last = remembered === null ? null : registry.get(remembered)
  return { emailStart, backends: last === null ? [] : [last], moreBackends: [], password: null }
}

/** The backends that accept only addresses of certain domains, that of this address among them. */
function findByDomain(backends: readonly Backend[], email: string): readonly Backend[] {
  const domain = emailDomain(parseEmailAddress(email) ?? '')
  return backends.filter(({ policy }) => domain !== null && policy.allowedDomains.includes(domain))
}
