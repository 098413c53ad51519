import type { Context } from 'koa'
import type { ErrorCode, PortcullisError } from '../../../errors.js'
import type { Current } from '../../../session/current.js'
import type { FormFault } from '../../../views/index.js'
import { notesOf } from '../../../web/context.js'
import type { Parts } from '../../parts.js'
import { DraftRefused, type FieldFaults } from './draft.js'

/** What a form says about itself: a sentence above, and one beside each field at fault. */
export interface FormFaults {
  readonly fault: FormFault | null
  readonly faults: FieldFaults
}

export const NO_FAULTS: FormFaults = { fault: null, faults: new Map() }

/** What is told above the form; anything else has a page of its own. */
const TOLD: Partial<Record<ErrorCode, (error: PortcullisError) => string>> = {
  definition_invalid: () =>
    'Nothing was saved. Please look at the fields that are marked; a secret must be written again.',
  backend_taken: ({ kind, detail }) => `${detail ?? kind.sentence} ${kind.advice}`,
  backend_in_use: ({ kind, detail }) => detail ?? kind.sentence,
  backend_changed: ({ detail, kind }) =>
    `${detail ?? kind.sentence} What you have typed is still here. Look at the other version, and save again if yours is to follow it.`,
  provider_misconfigured: ({ detail }) =>
    `The provider cannot be used as it is: ${detail ?? 'nobody knows why'}.`,
  provider_unavailable: ({ detail }) =>
    `The provider did not answer as one does: ${detail ?? 'nobody knows why'}. Check the address, or try again in a moment.`,
  provider_timeout: () => 'The provider did not answer in time. Check the address, or try again in a moment.',
  csrf_failed: () =>
    'You have signed in anew since this form was opened. Nothing was saved; please look at it and send it again.',
  recent_login_required: () =>
    'You signed in more than ten minutes ago, so nothing was saved. Sign in again in another tab, then send this form again.',
}

/**
 * Shows what goes wrong with a form on the form itself, with all that was typed but secrets. This holds also for a form
 * of an earlier session: that it comes from our own pages is known before anything else (src/web/origin-guard.ts).
 */
export function tellOnForm(
  parts: Pick<Parts, 'carrier'>,
  ctx: Context,
  render: (current: Current, told: FormFaults) => string,
): void {
  notesOf(ctx).failurePage = (error, reference) => {
    const current = parts.carrier.current(ctx)
    const text = TOLD[error.code]?.(error)
    if (text === undefined || !current?.user.admin) return null
    const faults: FieldFaults = error instanceof DraftRefused ? error.faults : new Map()
    return render(current, { fault: { text, reference }, faults })
  }
}
