import { copyProfile } from '../identity.js'
import type { Account, User } from '../store/models.js'
import { toBaseUser } from '../user-extension.js'
import type { Start } from './facts.js'
import type { SignInIdentity } from './open-facts.js'

/** Facts of Portcullis that a step sees as they are. `user` and `account` are made for it. */
const VISIBLE: ReadonlySet<string> = new Set([
  'complete',
  'allowed',
  'active',
  'email',
  'emailVerified',
  'provenEmail',
  'acceptedTerms',
  'mayCreate',
  'username',
  'linkedNow',
])

/** The facts at this point of a sign-in; those of `Start` are always there. */
export type FactsSoFar = Start & { readonly user?: User | null; readonly account?: Account | null }

/** What a step of the site's own sees. Tokens, the store and the keys are not part of it. */
export function toView(facts: FactsSoFar): object {
  const { identity, intent, answers, now, own, user, account } = facts
  const visible = Object.entries<unknown>({ ...facts }).filter(([fact]) => VISIBLE.has(fact))
  return {
    ...own.facts,
    ...Object.fromEntries(visible),
    ...(user === undefined ? {} : { user: user && toBaseUser(user) }),
    ...(account === undefined ? {} : { account: account && toOpenAccount(account) }),
    ...(own.roles === null ? {} : { roles: [...own.roles] }),
    ...(own.fields === null ? {} : { fields: { ...own.fields } }),
    identity: toOpenIdentity(identity),
    intent,
    answers: { confirmed: [...answers.confirmed], forms: structuredClone(answers.forms) },
    now: new Date(now),
  }
}

function toOpenIdentity(identity: Start['identity']): SignInIdentity {
  const { backend, issuer } = identity
  return { backend, issuer, ...copyProfile(identity) }
}

/** An account as steps see one. */
export function toOpenAccount({ id, backend, issuer, subject, label, lastLoginAt }: Account): object {
  return { id, backend, issuer, subject, label, lastLoginAt }
}
