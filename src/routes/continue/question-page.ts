import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import type { PausedSignIn } from '../../flows/partials.js'
import { requestContext } from '../../middleware/request-context.js'
import type { ContinueLayout, FormError, Page } from '../../pages/render.js'
import { currentUserSummary, toUserSummary } from '../current-user.js'
import { toFormError } from '../password/form-errors.js'
import type { Services } from '../services.js'
import { continueUrl } from './pause.js'
import { identityLabel, resolvePausedBackend } from './paused.js'
import { hasAuthenticatedSince } from './resume.js'

/** The URL token of a paused sign-in, and what its page shows beside the form. */
export interface QuestionPageState {
  readonly token: string
  readonly error: FormError | null
  /** The address that was typed. */
  readonly enteredAddress?: string
}

/** The page with the question of this sign-in. */
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
  const { summary: backend, policy } = await resolvePausedBackend(services, paused)
  return {
    user: currentUserSummary(services, ctx),
    backend,
    label: identityLabel(paused.state.identity, policy),
    ...{ token, error },
    proof: services.http.browserCookie.csrfToken(services.http.browserCookie.ensureCookie(ctx), paused.id),
  }
}

async function proofPage(
  services: Services,
  ctx: Context,
  { paused, address, layout }: { paused: PausedSignIn; address: string; layout: ContinueLayout },
): Promise<string> {
  const continuePath = continueUrl(services, layout.token)
  const current = services.http.sessions.current(ctx)
  if (current === null || !hasAuthenticatedSince(services, current, paused)) {
    const backends = services.backends.registry.list()
    const hasPasswordLogin = services.backends.password !== null
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

/** A paused sign-in at its URL, and what was typed into its form. */
interface QuestionContext {
  readonly token: string
  readonly paused: PausedSignIn
  readonly enteredAddress?: string
}

/**
 * Handles an answer. If that fails and the user can correct the answer, the page asks again and says why. It is still
 * an error, with its status and its log line.
 */
export async function withQuestionErrors(
  services: Services,
  ctx: Context,
  { token, paused, enteredAddress = '' }: QuestionContext,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const formError = toQuestionError(error, requestContext(ctx).recorder.reference)
    if (formError === null) throw error
    const reset = await resetForRetry(services, paused, error)
    const html = await questionPage(services, ctx, reset, { token, error: formError, enteredAddress })
    requestContext(ctx).renderError = () => html
    throw error
  }
}

/** The text beside the form for this error; null where the error page is better. */
function toQuestionError(error: unknown, reference: string): FormError | null {
  if (!(error instanceof PortcullisError)) return null
  const { code, kind } = error
  if (code === 'email_already_verified')
    return { text: 'Another account here has verified this address. Please use another one.', reference }
  if (code === 'code_rejected') return { text: `${kind.message} ${kind.advice}`, reference }
  return toFormError(error, reference)
}

/** Changes the sign-in so that the user can continue after this error. */
async function resetForRetry(
  { flows }: Pick<Services, 'flows'>,
  paused: PausedSignIn,
  error: unknown,
): Promise<PausedSignIn> {
  if (!(error instanceof PortcullisError)) return paused
  if (error.code === 'code_rejected') return flows.partials.update(paused, { emailedCode: null })
  if (error.code !== 'email_already_verified') return paused
  const answers = { ...paused.state.answers, enteredEmail: null, verifiedEmail: null }
  return flows.partials.update(paused, { answers, question: { type: 'email' }, emailedCode: null })
}
