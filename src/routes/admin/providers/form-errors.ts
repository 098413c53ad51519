import type { Context } from 'koa'
import type { ErrorCode, PortcullisError } from '../../../errors.js'
import type { Translator } from '../../../locales/translator.js'
import { toAdvice } from '../../../provider-causes.js'
import { translatorOf } from '../../../middleware/language.js'
import { requestContext } from '../../../middleware/request-context.js'
import type { FormError, Page } from '../../../pages/render.js'
import type { CurrentSession } from '../../../sessions/session-store.js'
import type { Services } from '../../services.js'
import { DraftRejectedError, type FieldErrors } from './draft.js'

/** What a form says about its errors: a sentence at the top, and one beside each wrong field. */
export interface FormErrors {
  readonly error: FormError | null
  readonly fieldErrors: FieldErrors
}

export const NO_ERRORS: FormErrors = { error: null, fieldErrors: new Map() }

/** A sentence, and what to do about the cause. */
function withAdvice(sentence: string, { providerCause }: PortcullisError, translator: Translator): string {
  const advice =
    providerCause === null
      ? 'Check the address, or try again in a moment.'
      : translator.format(toAdvice(providerCause))
  return `${sentence} ${advice}`
}

/** Errors that are shown at the top of the form. Others have their own page. */
const FORM_ERROR_TEXTS: Partial<
  Record<ErrorCode, (error: PortcullisError, translator: Translator) => string>
> = {
  definition_invalid: () =>
    'Nothing was saved. Please check the highlighted fields, and enter secrets again.',
  backend_name_taken: ({ kind, detail }) => `${detail ?? kind.message} ${kind.advice}`,
  backend_in_use: ({ kind, detail }) => detail ?? kind.message,
  backend_version_conflict: ({ detail, kind }) =>
    `${detail ?? kind.message} Your input is still here. Check the other version, and save again to replace it.`,
  provider_misconfigured: (error, translator) =>
    withAdvice(`The provider cannot be used: ${error.detail ?? 'unknown error'}.`, error, translator),
  provider_unavailable: (error, translator) =>
    error.providerCause?.code === 'network_unknown_host'
      ? 'We couldn’t find a host with this name. Check the address.'
      : withAdvice(
          `We couldn’t reach the provider. Details: ${error.detail ?? 'unknown error'}.`,
          error,
          translator,
        ),
  provider_timeout: (error, translator) =>
    withAdvice(
      `The provider did not respond in time. Details: ${error.detail ?? 'unknown error'}.`,
      error,
      translator,
    ),
  csrf_failed: () =>
    'You have signed in again since you opened this form, so nothing was saved. Please check it and save it again.',
  reauthentication_required: () =>
    'For your security, please sign in again in another tab, then save this form again. Nothing was saved.',
}

/**
 * Shows errors on the form itself, with all typed values except secrets. This also works for a form of an earlier
 * session: the origin guard (middleware/csrf.ts) has already checked that it comes from one of our pages.
 */
export function renderErrorsOnForm(
  { http }: Pick<Services, 'http'>,
  ctx: Context,
  render: (current: CurrentSession, formErrors: FormErrors) => Page,
): void {
  const translator = translatorOf(ctx)
  requestContext(ctx).renderError = (error, reference) => {
    const current = http.sessions.current(ctx)
    const text = FORM_ERROR_TEXTS[error.code]?.(error, translator)
    if (text === undefined || !current?.user.admin) return null
    const fieldErrors: FieldErrors = error instanceof DraftRejectedError ? error.fieldErrors : new Map()
    return render(current, { error: { text, reference }, fieldErrors })
  }
}
