import type { Context } from 'koa'
import { PASSWORD_BACKEND, SETUP_BACKEND } from '../identity.js'
import type { Translator } from '../locales/translator.js'
import { browserName } from '../middleware/client-info.js'
import { translatorOf } from '../middleware/language.js'
import type { Notice, Page } from '../pages/render.js'
import { sessionBackend } from '../sessions/derive-session.js'
import type { CurrentSession } from '../sessions/session-store.js'
import type { Account, Session } from '../store/models.js'
import { displayName, isRecentlyAuthenticated } from './current-user.js'
import { CONNECTED_FLASH } from './finish-sign-in.js'
import { readFlash } from './flash.js'
import { backendSummary, methodLabel } from './login-methods.js'
import type { Services } from './services.js'

/** The account page, with what it shows of sign-in methods and sessions. */
export async function accountPage(services: Services, ctx: Context, current: CurrentSession): Promise<Page> {
  const { user, session, csrf } = current
  const translator = translatorOf(ctx)
  const [accounts, sessions, accountsToReconnect] = await Promise.all([
    services.store.listAccounts(user.id),
    services.sessions.list(user.id, current),
    services.backends.providerTokens.listAccountsNeedingReconnect(user.id),
  ])
  const usableAccounts = accounts.filter((account) => loginMethods(services).includes(account.backend))
  const hasPassword = accounts.some((account) => account.backend === PASSWORD_BACKEND)
  return {
    name: 'account',
    user: {
      name: displayName(user),
      picture: user.picture,
      username: user.username,
      email: user.email,
      emailVerified: user.emailVerified,
      admin: user.admin,
    },
    accounts: accounts.map((account) => ({
      id: account.id,
      backend: backendSummary(services, account.backend, translator),
      label: account.label,
      idEnd: findIdEnd(account, accounts),
      lastLoginAt: account.lastLoginAt,
      // A backend that is no longer set up cannot issue new tokens.
      mustReconnect:
        accountsToReconnect.has(account.id) && services.backends.registry.get(account.backend) !== null,
      canDisconnect: usableAccounts.some((other) => other.id !== account.id),
    })),
    connectable: services.backends.registry.listOffered().map((backend) => ({
      ...backend,
      label: backendSummary(services, backend.name, translator).label,
      isConnected: accounts.some((account) => account.backend === backend.name),
    })),
    canEditProfile: services.site.profileEditing.length > 0,
    canChangeEmail: services.mail !== null,
    getsSignInMails:
      services.mail !== null && services.site.signInMails && user.provenEmail !== null
        ? user.signInMails
        : null,
    hasPassword: services.backends.password === null ? null : hasPassword,
    canListSessions: services.sessions.canList,
    sessions: sessions.toSorted(compareByPlace(session.id)).map((each) => ({
      id: each.id,
      current: each.id === session.id,
      kind: each.kind,
      label: each.label,
      browser: browserName(each.userAgent, translator),
      address: each.address,
      createdAt: each.createdAt,
      lastSeenAt: each.lastSeenAt,
      backend: sessionBackendLabel(services, each, translator),
    })),
    isRecent: isRecentlyAuthenticated(current, services.clock()),
    csrf,
    notice: readFlash(ctx) ?? readConnected(services, ctx),
  }
}

const KIND_ORDER: readonly Session['kind'][] = ['browser', 'device', 'bearer']

/** This browser first, then other browsers, devices and programs; within each the most recently used first, as before. */
function compareByPlace(currentId: string): (one: Session, other: Session) => number {
  const place = ({ id, kind }: Session) => (id === currentId ? -1 : KIND_ORDER.indexOf(kind))
  return (one, other) => place(one) - place(other)
}

const ID_END_LENGTH = 6

type LabelledAccount = Pick<Account, 'id' | 'backend' | 'label' | 'subject'>

/** The end of the ID at the provider, if the user has another account there with the same label; else null. */
export function findIdEnd(account: LabelledAccount, accounts: readonly LabelledAccount[]): string | null {
  const { id, backend, label, subject } = account
  const isAmbiguous = accounts.some(
    (other) => other.id !== id && other.backend === backend && other.label === label,
  )
  return isAmbiguous ? subject.slice(-ID_END_LENGTH) : null
}

/** The notice that an account was connected, which this browser has asked for. */
function readConnected(services: Services, ctx: Context): Notice | null {
  const name = services.http.browserCookie.readFlash(ctx, CONNECTED_FLASH)
  if (name === null || services.backends.registry.get(name) === null) return null
  const translator = translatorOf(ctx)
  const { label: provider } = backendSummary(services, name, translator)
  return { text: translator.t('account.connected', { provider }), kind: 'done' }
}

/** The backends that users can sign in with now. */
export function loginMethods({ backends }: Pick<Services, 'backends'>): readonly string[] {
  const names = backends.registry.list().map(({ name }) => name)
  return backends.password === null ? names : [...names, PASSWORD_BACKEND]
}

/** The words after "Signed in with". */
export function sessionBackendLabel(
  services: Pick<Services, 'backends'>,
  session: Session,
  translator: Translator,
): string {
  const backend = sessionBackend(session)
  if (backend === null)
    return translator.t(
      session.backend === SETUP_BACKEND ? 'account.setupLink' : 'account.disconnectedMethod',
    )
  return methodLabel(services, backend, translator)
}
