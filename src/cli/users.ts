import { localIdentity } from '../backends/password/backend.js'
import { PasswordHasher } from '../backends/password/hasher.js'
import { passwordProblem, setPassword } from '../backends/password/policy.js'
import { Encrypter } from '../crypto/encryption.js'
import { newId, newToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import { type Identity, PASSWORD_POLICY } from '../identity.js'
import { ENGLISH } from '../locales/locales.js'
import { normalizeEmail } from '../mail/email-address.js'
import { NO_ANSWERS, NO_OWN_FACTS } from '../pipeline/facts.js'
import { Halt } from '../pipeline/pipeline.js'
import { signIn } from '../pipeline/sign-in.js'
import { isUsername } from '../pipeline/steps/choose-username.js'
import { requireRecentAuthentication } from '../recent-authentication.js'
import { readDatabaseSettings } from '../settings/read-settings.js'
import type { User } from '../store/models.js'
import type { Store } from '../store/store.js'
import { type RunCommand, type CommandArgs, CommandError, type CommandResult } from './command.js'
import { promptNewPassword } from './prompt-password.js'
import { endAllSessions, formatEnded } from './sessions.js'
import type { Terminal } from './terminal.js'
import { cliAuditEvent, requireUser, withStore } from './with-store.js'

/** Creates a user with a password, with the same pipeline as every other sign-up. */
export const userAdd: RunCommand = async (args, terminal) => {
  const username = args.required('username')
  if (!isUsername(username))
    throw new CommandError(
      `${JSON.stringify(username)} is not a valid user name. Use 2 to 30 characters of a-z, 0-9, ".", "_" and "-", with a letter or digit at both ends.`,
    )
  const email = args.required('email')
  if (normalizeEmail(email) === null) throw invalidEmailError(email)
  return withStore(terminal, async (store) => {
    await requireAvailable(store, username)
    const password = await promptNewPassword(terminal)
    const problem = passwordProblem(password, [username, email])
    if (problem !== null) throw new CommandError(ENGLISH.format(problem))
    const hash = await new PasswordHasher().hash(password)
    const user = await addUser(store, { username, email, hash, now: terminal.clock() })
    return { text: `User ${user.username} created.`, json: { username: user.username, email: user.email } }
  })
}

interface NewUserInput {
  readonly username: string
  readonly email: string
  readonly hash: string
  readonly now: Date
}

function addUser(store: Store, { username, email, hash, now }: NewUserInput): Promise<User> {
  // Nothing is encrypted, because there are no provider tokens. The keys of the server are therefore not needed.
  const encrypter = new Encrypter([newToken()])
  const site = {
    registration: 'open',
    adminEmails: [],
    reservedUsernames: [],
    terms: null,
    canSendMail: false,
  } as const
  const request = { intent: 'sign-in', connecting: null, answers: NO_ANSWERS } as const
  const signInFacts = { ...request, identity: toIdentity(username, email, now) }
  return store.atomically(async (tx, retry) => {
    const start = {
      ...signInFacts,
      policy: PASSWORD_POLICY,
      site,
      encrypter,
      store: tx,
      retry,
      now,
      language: null,
      own: NO_OWN_FACTS,
    }
    const outcome = await signIn
      .run(start, () => undefined)
      .catch((error: unknown) => {
        throw isEmailInUse(error)
          ? new CommandError(`Another user has already verified the address ${email}.`)
          : error
      })
    if (outcome instanceof Halt)
      throw new CommandError(`The sign-in pipeline stopped: ${ENGLISH.format(outcome.reason)}.`)
    // The pipeline replaces a name that is taken or reserved; the administrator asked for exactly this one.
    if (outcome.user.username !== username) throw conflictError(username)
    const proof = requireRecentAuthentication({ commandLine: { userId: outcome.user.id } }, now)
    await setPassword(tx, { user: outcome.user, hash, now, proof })
    return outcome.user
  })
}

async function requireAvailable(store: Pick<Store, 'listTakenUsernames'>, username: string): Promise<void> {
  if ((await store.listTakenUsernames([username])).length > 0) throw conflictError(username)
}

function conflictError(username: string): CommandError {
  return new CommandError(`The user name ${JSON.stringify(username)} is taken or reserved.`)
}

function isEmailInUse(error: unknown): boolean {
  return error instanceof PortcullisError && error.code === 'email_belongs_to_user'
}

function toIdentity(username: string, email: string, now: Date): Identity {
  return { ...localIdentity(newId(), username, now), email, emailVerified: true }
}

/** Disables a user and ends all their sessions. */
export const userDisable: RunCommand = (args, terminal) =>
  withStore(terminal, async (store, sessionStore) => {
    const user = await requireUser(store, args.positional(0))
    const ended = await store.atomically(async (tx) => {
      await tx.setActive(user.id, false, terminal.clock())
      await tx.createEvents([cliAuditEvent('user.disabled', user, terminal.clock())])
      return endAllSessions(tx, sessionStore, user.id, terminal.clock())
    })
    return toResult(user.username, false, `${user.username} is disabled. ${formatEnded(ended, sessionStore)}`)
  })

/** Enables a disabled user. */
export const userEnable: RunCommand = (args, terminal) =>
  withStore(terminal, async (store) => {
    const user = await requireUser(store, args.positional(0))
    await store.atomically(async (tx) => {
      await tx.setActive(user.id, true, terminal.clock())
      await tx.createEvents([cliAuditEvent('user.enabled', user, terminal.clock())])
    })
    return toResult(user.username, true, `${user.username} is enabled.`)
  })

function toResult(username: string, active: boolean, text: string): CommandResult {
  return { text, json: { username, active } }
}

/** Makes a user an administrator. */
export const adminGrant: RunCommand = (args, terminal) => setAdmin(terminal, args, true)

/** Revokes the administrator rights of a user. */
export const adminRevoke: RunCommand = (args, terminal) => setAdmin(terminal, args, false)

const ADMIN_EMAILS_WARNING =
  'The address is in ADMIN_EMAILS, so the next sign-in grants the rights again: remove it there, and restart the server.'

function setAdmin(terminal: Terminal, args: CommandArgs, admin: boolean): Promise<CommandResult> {
  const findUser = parseUserArgument(args)
  const { adminEmails } = readDatabaseSettings(terminal.env, terminal.cwd)
  return withStore(terminal, async (store) => {
    const user = await findUser(store)
    const { id: userId, username, provenEmail } = user
    const kind = admin ? 'admin.granted' : 'admin.revoked'
    const now = terminal.clock()
    await store.atomically((tx) => tx.setAdmin(userId, admin, cliAuditEvent(kind, user, now), now))
    const isListed =
      !admin && provenEmail !== null && adminEmails.some((each) => normalizeEmail(each) === provenEmail)
    const warning = isListed ? ` ${ADMIN_EMAILS_WARNING}` : ''
    const text = `${username} is ${admin ? '' : 'no longer '}an administrator.${warning}`
    return { text, json: { username, admin, inAdminEmails: isListed } }
  })
}

/** Finds the user whom the arguments name, by a verified address or with `--user`. @throws CommandError */
function parseUserArgument(args: CommandArgs): (store: Store) => Promise<User> {
  const name = args.option('user')
  if (name !== null) return (store) => requireUser(store, name)
  const email = args.positional(0)
  const address = normalizeEmail(email)
  if (address === null) throw invalidEmailError(email)
  return async (store) => {
    const user = await store.findUserByTrustedEmail(address)
    if (user !== null) return user
    throw new CommandError(
      `No user has verified the address ${address}. If you are sure whose it is, use --user with the user name.`,
    )
  }
}

function invalidEmailError(email: string): CommandError {
  return new CommandError(`${JSON.stringify(email)} is not a valid email address.`)
}
