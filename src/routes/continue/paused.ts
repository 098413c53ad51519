import type { Context } from 'koa'
import type { VersionKey } from '../../attempt.js'
import type { BackendPolicy, BackendSummary } from '../../backends/backend.js'
import { resolveBackend } from '../../backends/resolve-backend.js'
import { PortcullisError } from '../../errors.js'
import type { PausedSignIn } from '../../flows/partials.js'
import { type Identity, PASSWORD_BACKEND, PASSWORD_POLICY } from '../../identity.js'
import { message } from '../../locales/messages.js'
import type { Translator } from '../../locales/translator.js'
import { singleParam } from '../../middleware/body.js'
import { translatorOf } from '../../middleware/language.js'
import { requestContext } from '../../middleware/request-context.js'
import { currentUserSummary } from '../current-user.js'
import { providerLabel } from '../login-methods.js'
import { sendPage, type Services } from '../services.js'
import { retryPath } from '../sign-in.js'

/** The backend of a paused sign-in, for its pages, and its policy. */
export interface PausedBackend {
  readonly summary: BackendSummary
  readonly policy: BackendPolicy
}

/**
 * The backend of a paused sign-in, in the version with which it started.
 * @param translator for the name of a login method that this site checks itself
 * @throws PortcullisError unknown_backend when it was deleted; backend_disabled when it was disabled, or got another
 *   issuer, meanwhile
 */
export async function resolvePausedBackend(
  { backends }: Pick<Services, 'backends'>,
  translator: Translator,
  paused: Pick<PausedSignIn, 'backend' | 'createdAt' | 'state' | keyof VersionKey>,
): Promise<PausedBackend> {
  const { backend: name } = paused
  if (name === PASSWORD_BACKEND && backends.password !== null)
    return {
      summary: { name, label: translator.t('common.aPassword'), icon: 'key' },
      policy: PASSWORD_POLICY,
    }
  const backend = await resolveBackend(backends, paused, paused.createdAt)
  // A new account would be stored under an issuer that this name no longer has.
  if (backend.ownsIssuer?.(paused.state.identity.issuer) === false)
    throw new PortcullisError('backend_disabled', {
      detail: message('detail.attempt.otherIssuer', { provider: name }),
    })
  const label = providerLabel(backend, translator)
  return { summary: { ...backend, label }, policy: backend.policy }
}

const MAX_SUBJECT_LENGTH = 80

/**
 * What to call the person whom the provider has identified; untrusted text. An address appears only if a trusted provider
 * has verified it: everyone can claim the address of the person who reads the page, who would take the identity for their
 * own. All other names are chosen by their owner as well, so the provider's own ID of the user stands beside them.
 */
export function identityLabel(
  { backend, email, emailVerified, preferredUsername, name, subject }: Identity,
  { trustEmail }: Pick<BackendPolicy, 'trustEmail'>,
  translator: Translator,
): string {
  if (email !== null && emailVerified && trustEmail) return email
  const chosen = [preferredUsername, name].find((text) => text !== null && !text.includes('@')) ?? null
  // The subject of a password is our own ID of the user, which means nothing to them.
  if (backend === PASSWORD_BACKEND && chosen !== null) return chosen
  const shortened = subject.length > MAX_SUBJECT_LENGTH ? `${subject.slice(0, MAX_SUBJECT_LENGTH)}…` : subject
  const id = translator.t('continue.id', { id: shortened })
  return chosen === null ? id : translator.t('continue.nameAndId', { name: chosen, id })
}

/**
 * Checks that a form comes from our page, in this browser, about this sign-in.
 * @throws PortcullisError csrf_failed
 */
export function requirePartialCsrf(
  { http }: Pick<Services, 'http'>,
  ctx: Context,
  form: URLSearchParams,
  { id }: Pick<PausedSignIn, 'id'>,
): void {
  const csrfToken = singleParam(form, '_proof')
  if (csrfToken !== null && http.browserCookie.verifyCsrf(ctx, id, csrfToken)) return
  throw new PortcullisError('csrf_failed', { detail: message('detail.partial.noProof') })
}

/** Records the sign-in that this request is about, for its error page. */
export function recordPartial(ctx: Context, { reference, backend, state }: PausedSignIn): void {
  const context = requestContext(ctx)
  context.recorder.useReference(reference)
  context.retryPath = retryPath(backend, state.returnTo)
}

/** The page after a sign-in was discarded. */
export async function sendDiscardedPage(
  services: Services,
  ctx: Context,
  paused: PausedSignIn,
): Promise<void> {
  const user = currentUserSummary(services, ctx)
  const { summary: backend } = await resolvePausedBackend(services, translatorOf(ctx), paused)
  sendPage(services, ctx, { name: 'continue-discarded', user, backend })
}
