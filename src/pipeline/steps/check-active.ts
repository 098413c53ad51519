import { message } from '../../locales/messages.js'
import { PortcullisError } from '../../errors.js'
import type { Active, WithUser } from '../facts.js'
import { proceed, type StepResult } from '../pipeline.js'

/** Refuses a user whom an administrator has disabled; opening a session needs this. */
export async function checkActive({ user }: WithUser): Promise<StepResult<Active>> {
  if (!user.active)
    throw new PortcullisError('user_disabled', {
      detail: message('because.user.disabled', { user: user.id }),
    })
  return Promise.resolve(proceed(message('because.user.active'), { active: true }))
}
