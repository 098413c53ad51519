import type { Context } from 'koa'
import type { ErrorCode, PortcullisError } from '../../../errors.js'
import { requestContext } from '../../../middleware/request-context.js'
import type { FormError } from '../../../pages/render.js'
import type { CurrentSession } from '../../../sessions/session-store.js'
import type { Services } from '../../services.js'
import { DraftRejectedError, type FieldErrors } from './draft.js'

/** What a form says about itself: a sentence above, and one beside each field at fault. */
export interface FormErrors {
  readonly error: FormError | null
  readonly fieldErrors: FieldErrors
}

export const NO_ERRORS: FormErrors = { error: null, fieldErrors: new Map() }

/** What is told above the form; anything else has a page of its own. */
const FORM_ERROR_TEXTS: Partial<Record<ErrorCode, (error: PortcullisError) => string>> = {
  definition_invalid: () =>
    'Nothing was saved. Please look at the fields that are marked; a secret must be written again.',
  backend_name_taken: ({ kind, detail }) => `${detail ?? kind.message} ${kind.advice}`,
  backend_in_use: ({ kind, detail }) => detail ?? kind.message,
  backend_version_conflict: ({ detail, kind }) =>
    `${detail ?? kind.message} What you have typed is still here. Look at the other version, and save again if yours is to follow it.`,
  provider_misconfigured: ({ detail }) =>
    `The provider cannot be used as it is: ${detail ?? 'nobody knows why'}.`,
  provider_unavailable: ({ detail }) =>
    `The provider did not answer as one does: ${detail ?? 'nobody knows why'}. Check the address, or try again in a moment.`,
  provider_timeout: () => 'The provider did not answer in time. Check the address, or try again in a moment.',
  csrf_failed: () =>
    'You have signed in anew since this form was opened. Nothing was saved; please look at it and send it again.',
  reauthentication_required: () =>
    'You signed in more than ten minutes ago, so nothing was saved. Sign in again in another tab, then send this form again.',
}

/**
 * Shows what goes wrong with a form on the form itself, with all that was typed but secrets. This holds also for a form
 * of an earlier session: that it comes from our own pages is known before anything else (src/web/origin-guard.ts).
 */
export function renderErrorsOnForm(
  services: Pick<Services, 'http'>,
  ctx: Context,
  render: (current: CurrentSession, formErrors: FormErrors) => string,
): void {
  requestContext(ctx).renderError = (error, reference) => {
    const current = services.http.sessions.current(ctx)
    const text = FORM_ERROR_TEXTS[error.code]?.(error)
    if (text === undefined || !current?.user.admin) return null
    const fieldErrors: FieldErrors = error instanceof DraftRejectedError ? error.fieldErrors : new Map()
    return render(current, { error: { text, reference }, fieldErrors })
  }
}
