import type { Context } from 'koa'
import type { PausedSignIn } from '../../partials/partials.js'
import type { ContinueLayout, FormError, Page } from '../../views/index.js'
import { toUserSummary, currentUserSummary } from '../face.js'
import type { Services } from '../parts.js'
import { identityLabel, resolvePausedBackend } from './party.js'
import { continueUrl } from './pause.js'
import { hasAuthenticatedSince } from './proof.js'

/** Where a paused sign-in is, and what to say beside its form. */
export interface QuestionPageState {
  readonly token: string
  readonly error: FormError | null
  /** What was typed as an address. */
  readonly enteredAddress?: string
}

/** The page that asks what this sign-in waits for. */
export async function questionPage(
  services: Services,
  ctx: Context,
  paused: PausedSignIn,
  { token, error, enteredAddress = '' }: QuestionPageState,
): Promise<string> {
  const layout = await questionLayout(services, ctx, paused, { token, error })
  const { question, emailedCode } = paused.state
  const render = (page: Page) => services.views.render(page)
  switch (question.type) {
    case 'email':
      return render({ name: 'continue-email', ...layout, email: enteredAddress })
    case 'email-code':
      return render({
        ...{ name: 'continue-code', ...layout, address: question.email },
        sent: emailedCode?.email === question.email,
      })
    case 'terms':
      return render({ name: 'continue-terms', ...layout, terms: question })
    case 'confirmation':
      return render({ name: 'continue-confirmation', ...layout, question })
    case 'proof':
      return proofPage(services, ctx, { paused, address: question.email, layout })
  }
}

async function questionLayout(
  services: Services,
  ctx: Context,
  paused: PausedSignIn,
  { token, error }: Pick<QuestionPageState, 'token' | 'error'>,
): Promise<ContinueLayout> {
  return {
    user: currentUserSummary(services, ctx),
    backend: (await resolvePausedBackend(services, paused)).summary,
    label: identityLabel(paused.state.identity),
    ...{ token, error },
    proof: services.browserCookie.csrfToken(services.browserCookie.ensureCookie(ctx), paused.id),
  }
}

async function proofPage(
  services: Services,
  ctx: Context,
  { paused, address, layout }: { paused: PausedSignIn; address: string; layout: ContinueLayout },
): Promise<string> {
  const continuePath = continueUrl(services, layout.token)
  const current = services.httpSessions.current(ctx)
  if (current === null || !hasAuthenticatedSince(services, current, paused)) {
    const backends = services.registry.list()
    const hasPasswordLogin = services.passwordBackend !== null
    return services.views.render({
      name: 'continue-proof',
      ...layout,
      address,
      backends,
      hasPasswordLogin,
      returnTo: continuePath,
    })
  }
  const { user, csrf } = current
  const owner = await services.store.findUserByTrustedEmail(address)
  return services.views.render({
    ...{ name: 'continue-connect', ...layout, address, csrf, returnTo: continuePath },
    user: toUserSummary(user),
    account: { username: user.username, email: user.email },
    isOwner: owner?.id === user.id,
  })
}
