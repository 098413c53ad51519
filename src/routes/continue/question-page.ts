import type { Context } from 'koa'
import { errorTexts, PortcullisError } from '../../errors.js'
import type { PausedSignIn } from '../../flows/partials.js'
import { translatorOf } from '../../middleware/language.js'
import { requestContext } from '../../middleware/request-context.js'
import type { ContinueLayout, FormError, Page } from '../../pages/render.js'
import { currentUserSummary, toUserSummary } from '../current-user.js'
import { toFormError } from '../form-errors.js'
import { listOwnMethods } from '../login-methods.js'
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
): Promise<Page> {
  const layout = await questionLayout(services, ctx, paused, { token, error })
  const { question, emailedCode } = paused.state
  switch (question.type) {
    case 'email':
      return { name: 'continue-email', ...layout, email: enteredAddress }
    case 'email-code':
      return {
        name: 'continue-code',
        ...layout,
        address: question.email,
        sent: emailedCode?.email === question.email,
      }
    case 'terms':
      return { name: 'continue-terms', ...layout, terms: question }
    case 'confirmation':
      return { name: 'continue-confirmation', ...layout, question }
    case 'form':
      return { name: 'continue-form', ...layout, question }
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
  const { summary: backend, policy } = await resolvePausedBackend(services, translatorOf(ctx), paused)
  return {
    user: currentUserSummary(services, ctx),
    backend,
    label: identityLabel(paused.state.identity, policy, translatorOf(ctx)),
    token,
    error,
    proof: services.http.browserCookie.csrfToken(services.http.browserCookie.ensureCookie(ctx), paused.id),
  }
}

async function proofPage(
  services: Services,
  ctx: Context,
  { paused, address, layout }: { paused: PausedSignIn; address: string; layout: ContinueLayout },
): Promise<Page> {
  const continuePath = continueUrl(services, layout.token)
  const current = services.http.sessions.current(ctx)
  const owner = await services.store.findUserByTrustedEmail(address)
  if (current === null || !hasAuthenticatedSince(services, current, paused)) {
    const { backends, hasPassword } = (owner && (await listOwnMethods(services, owner))) ?? {
      backends: services.backends.registry.listOffered(),
      hasPassword: services.backends.password !== null,
    }
    return {
      name: 'continue-proof',
      ...layout,
      address,
      backends,
      hasPasswordLogin: hasPassword,
      returnTo: continuePath,
    }
  }
  const { user, csrf } = current
  return {
    name: 'continue-connect',
    ...layout,
    address,
    csrf,
    returnTo: continuePath,
    user: toUserSummary(user),
    account: { username: user.username, email: user.email },
    isOwner: owner?.id === user.id,
  }
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
    const formError = toQuestionError(ctx, error)
    if (formError === null) throw error
    const reset = await resetForRetry(services, paused, error)
    const page = await questionPage(services, ctx, reset, { token, error: formError, enteredAddress })
    requestContext(ctx).renderError = () => page
    throw error
  }
}

/** The text beside the form for this error; null where the error page is better. */
function toQuestionError(ctx: Context, error: unknown): FormError | null {
  if (!(error instanceof PortcullisError)) return null
  const { reference } = requestContext(ctx).recorder
  const translator = translatorOf(ctx)
  const { message, advice } = errorTexts(error.code, null, translator)
  if (error.code === 'email_already_verified') return { text: translator.t('form.addressTaken'), reference }
  if (error.code === 'code_rejected') return { text: `${message} ${advice}`, reference }
  return toFormError(ctx, error, reference)
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
