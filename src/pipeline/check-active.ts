import { PortcullisError } from '../errors.js'
import type { Active, Known } from './facts.js'
import { learn, type Learned } from './pipeline.js'

/** Stops a user whom an administrator has disabled; opening a session needs this. */
export async function checkActive({ user }: Known): Promise<Learned<Active>> {
  if (!user.active) throw new PortcullisError('user_disabled', { detail: `user ${user.id} is disabled` })
  return Promise.resolve(learn('the user is active', { active: true }))
}
