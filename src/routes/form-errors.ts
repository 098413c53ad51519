import type { Context } from 'koa'
import { type ErrorCode, errorTexts, type PortcullisError } from '../errors.js'
import type { TextWithoutParams } from '../locales/messages.js'
import type { Translator } from '../locales/translator.js'
import { translatorOf } from '../middleware/language.js'
import { requestContext } from '../middleware/request-context.js'
import type { FormError, Page } from '../pages/render.js'

/** Errors whose own text says what to correct. */
const WITH_TEXT: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'password_rejected',
  'username_rejected',
  'profile_rejected',
  'field_invalid',
  'mark_rejected',
])

/** Errors that people correct alone. A reference would look like a code that is to be typed somewhere. */
const SELF_CORRECTED: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...WITH_TEXT,
  'bad_request',
  'code_wrong',
  'email_invalid',
  'wrong_credentials',
])

/**
 * From here on, the page of an error that people correct is the form itself, with the text of the error beside it.
 * @param render the page of the form with this error
 * @param wrongPasswordText for a wrong password, if it is not the text of a sign-in
 */
export function renderErrorsOnForm(
  ctx: Context,
  render: (error: FormError) => Page,
  wrongPasswordText?: TextWithoutParams,
): void {
  requestContext(ctx).renderError = (error, reference) => {
    const formError = toFormError(ctx, error, reference, wrongPasswordText)
    return formError && render(formError)
  }
}

/**
 * The text beside a form for this error, in the language of the person; null where the error page is better.
 * @param wrongPasswordText for a wrong password, if it is not the text of a sign-in
 */
export function toFormError(
  ctx: Context,
  error: PortcullisError,
  reference: string,
  wrongPasswordText?: TextWithoutParams,
): FormError | null {
  const text = formErrorText(error, translatorOf(ctx), wrongPasswordText)
  if (text === null) return null
  const isCurrent = error.code === 'wrong_credentials' && wrongPasswordText !== undefined
  const field = isCurrent ? 'current' : wrongField(error)
  return {
    text,
    reference: SELF_CORRECTED.has(error.code) ? null : reference,
    ...(field === null ? {} : { field }),
  }
}

/** The name of the input that an error is about; null for an error about the whole form. */
function wrongField({ code, text }: PortcullisError): string | null {
  if (code === 'username_rejected') return 'username'
  if (code === 'email_invalid') return 'email'
  if (code === 'profile_rejected') return text?.key === 'profile.pictureRules' ? 'picture' : 'name'
  if (code === 'password_rejected') return text?.key === 'form.passwordsDiffer' ? 'repeated' : 'password'
  const field = code === 'field_invalid' ? text?.params['field'] : undefined
  return typeof field === 'string' ? `field.${field}` : null
}

function formErrorText(
  { code, text, retryAfterSeconds }: PortcullisError,
  translator: Translator,
  wrongPasswordText?: TextWithoutParams,
): string | null {
  const { message, advice } = errorTexts(code, null, translator)
  if (code === 'bad_request') return translator.t('form.fillIn')
  if (code === 'code_wrong')
    return `${message} ${advice} ${text === null ? '' : `${translator.format(text)}.`}`
  if (code === 'email_invalid') return `${message} ${advice}`
  if (WITH_TEXT.has(code)) return text === null ? message : translator.format(text)
  if (code === 'wrong_credentials')
    return wrongPasswordText === undefined ? message : translator.t(wrongPasswordText)
  if (code === 'too_many_requests') {
    const count = Math.ceil((retryAfterSeconds ?? 60) / 60)
    const time = translator.t('common.minutes', { count })
    return `${message} ${translator.t('form.retryIn', { time })}`
  }
  return null
}
