import type { Context } from 'koa'
import { isProblem, capitalizeSentence } from '../../../backends/definition/problem.js'
import type { ErrorCode, PortcullisError } from '../../../errors.js'
import type { Message } from '../../../locales/messages.js'
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

/** The sentences beside a field; null for a field without errors. */
export function fieldErrorText(
  fieldErrors: FieldErrors,
  field: string,
  translator: Translator,
): string | null {
  const problems = fieldErrors.get(field)
  return problems === undefined ? null : problems.map((each) => problemText(each, translator)).join(' ')
}

function problemText(problem: Message, translator: Translator): string {
  const text = translator.format(problem)
  return isProblem(problem) ? capitalizeSentence(text) : text
}

/** A sentence, and what to do about the cause. */
function withAdvice(
  key: 'adminFormError.unusable' | 'adminFormError.unreachable' | 'adminFormError.timeout',
  { detailText, providerCause }: PortcullisError,
  translator: Translator,
): string {
  const detail = detailText === null ? translator.t('adminFormError.unknown') : translator.format(detailText)
  const sentence = translator.t(key, { detail })
  const advice =
    providerCause === null
      ? translator.t('adminFormError.checkAddress')
      : translator.format(toAdvice(providerCause))
  return `${sentence} ${advice}`
}

/** What exactly is wrong, or else what the code says about it. */
function sentenceOf({ code, text }: PortcullisError, translator: Translator): string {
  return text === null ? translator.t(`errors.${code}.message`) : translator.format(text)
}

/** Errors that are shown at the top of the form. Others have their own page. */
const FORM_ERROR_TEXTS: Partial<
  Record<ErrorCode, (error: PortcullisError, translator: Translator) => string>
> = {
  definition_invalid: (_error, translator) => translator.t('adminFormError.rejected'),
  backend_name_taken: (error, translator) =>
    `${sentenceOf(error, translator)} ${translator.t('errors.backend_name_taken.advice')}`,
  backend_in_use: sentenceOf,
  backend_version_conflict: (error, translator) =>
    `${sentenceOf(error, translator)} ${translator.t('adminFormError.stillHere')}`,
  provider_misconfigured: (error, translator) => withAdvice('adminFormError.unusable', error, translator),
  provider_unavailable: (error, translator) =>
    error.providerCause?.code === 'network_unknown_host'
      ? translator.t('adminFormError.unknownHost')
      : withAdvice('adminFormError.unreachable', error, translator),
  provider_timeout: (error, translator) => withAdvice('adminFormError.timeout', error, translator),
  csrf_failed: (_error, translator) => translator.t('adminFormError.signedInAgain'),
  reauthentication_required: (_error, translator) => translator.t('adminFormError.signInAgain'),
}

/**
 * Shows errors on the form itself, with all typed values except secrets. This also works for a form of an earlier
 * session: the origin guard (middleware/csrf.ts) has already checked that it comes from one of our pages.
 */
export function renderErrorsOnProviderForm(
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
    // The log says more only about a provider.
    const isAboutProvider = error.code.startsWith('provider_')
    return render(current, { error: { text, reference: isAboutProvider ? reference : null }, fieldErrors })
  }
}
