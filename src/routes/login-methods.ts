import type { Backend, BackendSummary } from '../backends/backend.js'
import { EMAIL_BACKEND, PASSWORD_BACKEND } from '../identity.js'
import type { Translator } from '../locales/translator.js'
import type { User } from '../store/models.js'
import type { Services } from './services.js'

/*
 * Login methods: which of them a user has, and what people read for each. Providers have a name of their own; passwords and
 * emailed codes, which this site checks itself, are named in the language of the person.
 */

/** A login method as lists show it. An account may outlive the configuration of its backend; then it is shown by its name. */
export function backendSummary(
  { backends }: Pick<Services, 'backends'>,
  backend: string,
  translator: Translator,
): BackendSummary {
  if (backend === PASSWORD_BACKEND)
    return { name: PASSWORD_BACKEND, label: translator.t('common.password'), icon: 'key' }
  const found = backends.registry.get(backend)
  if (found !== null && isEmailLogin(found)) return { ...found, label: translator.t('common.email') }
  return found ?? { name: backend, label: backend, icon: null }
}

/** The words after "sign in with". */
export function methodLabel(
  { backends }: Pick<Services, 'backends'>,
  name: string,
  translator: Translator,
): string {
  if (name === PASSWORD_BACKEND) return translator.t('common.aPassword')
  const backend = backends.registry.get(name)
  return backend === null ? name : providerLabel(backend, translator)
}

/** The same for a backend that may be an earlier version. */
export function providerLabel(backend: Backend, translator: Translator): string {
  return isEmailLogin(backend) ? translator.t('common.emailCode') : backend.label
}

function isEmailLogin({ name, builtIn }: Pick<Backend, 'name' | 'builtIn'>): boolean {
  return name === EMAIL_BACKEND && builtIn === true
}

/** How a user can sign in here now. */
export interface OwnMethods {
  /** Hidden ones are among them, because the user may have no other. */
  readonly backends: readonly Backend[]
  readonly hasPassword: boolean
}

/**
 * The sign-in methods of a user that are in use: those of their accounts, and email where a proven address is enough. Null
 * for a user who has none, such as the first administrator before they connect an account.
 */
export async function listOwnMethods(
  { store, backends }: Pick<Services, 'store' | 'backends'>,
  { id, provenEmail }: Pick<User, 'id' | 'provenEmail'>,
): Promise<OwnMethods | null> {
  const names = new Set((await store.listAccounts(id)).map(({ backend }) => backend))
  const emailName = backends.emailLogin?.backend.name
  if (provenEmail !== null && emailName !== undefined) names.add(emailName)
  const own = backends.registry.list().filter(({ name }) => names.has(name))
  const hasPassword = backends.password !== null && names.has(PASSWORD_BACKEND)
  return own.length === 0 && !hasPassword ? null : { backends: own, hasPassword }
}
