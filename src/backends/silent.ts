import { PortcullisError } from '../errors.js'
import type { Backend } from './backend.js'

/**
 * A backend that may be asked whether somebody has a session at the provider, without showing them anything (Core
 * §3.1.2.1, `prompt=none`). It asks so for an attempt whose intent is "silent".
 */
export interface SilentBackend extends Backend {
  readonly silent: true
}

/** Whether this backend may be asked silently. */
export function supportsSilentSignIn(backend: Backend): backend is SilentBackend {
  return 'silent' in backend
}

/** What a provider answers when it would have to show the person something (Core §3.1.2.6). */
export const INTERACTION_ERRORS: ReadonlySet<string> = new Set([
  'login_required',
  'interaction_required',
  'consent_required',
  'account_selection_required',
])

/** The provider would have to ask the person. Whoever asked silently was prepared for that; to others it is an error. */
export class InteractionRequiredError extends PortcullisError {
  constructor(detail: string) {
    super('provider_error', { detail })
  }
}
