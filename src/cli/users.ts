import { PasswordHasher } from '../backends/password/hasher.js'
import { LOCAL_ISSUER, passwordProblem, setPassword } from '../backends/password/policy.js'
import { Encrypter } from '../crypto/encryption.js'
import { newId, newToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import { type Identity, PASSWORD_BACKEND, PASSWORD_POLICY } from '../identity.js'
import { normalizeEmail } from '../mail/email-address.js'
import { NO_ANSWERS } from '../pipeline/facts.js'
import { Halt } from '../pipeline/pipeline.js'
import { signIn } from '../pipeline/sign-in.js'
import type { User } from '../store/models.js'
import type { Store } from '../store/store.js'
import { type Command, CommandError, type CommandResult } from './command.js'
import { promptNewPassword } from './prompt-password.js'
import { endAllSessions, formatEnded } from './sessions.js'
import type { Terminal } from './terminal.js'
import { cliAuditEvent, requireUser, withStore } from './with-store.js'

const USERNAME = /^[a-z0-9](?:[a-z0-9._-]{0,28}[a-z0-9])$/

/** Makes a user with a password, by the pipeline that makes all others. */
export const userAdd: Command = {
  name: 'user add',
  summary: 'Makes a user who signs in with a password',
  positionals: [],
  options: {
    username: { valueName: 'NAME', summary: '2 to 30 of a-z, 0-9, ".", "_" and "-"', required: true },
    email: {
      valueName: 'MAIL',
      summary: 'the address, which counts as proven, since you say so',
      required: true,
    },
  },
  details:
    'The password is asked for without an echo, or read from standard input, up to the end of its first line.\n' +
    'It works also where REGISTRATION is closed. Where PASSWORD_LOGIN is off the user cannot sign in with it.',
  async run(args, terminal) {
    const username = args.required('username')
    if (!USERNAME.test(username))
      throw new CommandError(
        `${JSON.stringify(username)} is no user name: 2 to 30 of a-z, 0-9, ".", "_" and "-".`,
      )
    const email = args.required('email')
    if (normalizeEmail(email) === null)
      throw new CommandError(`${JSON.stringify(email)} is not an e-mail address.`)
    return withStore(terminal, async (store) => {
      await requireAvailable(store, username)
      const password = await promptNewPassword(terminal)
      const problem = passwordProblem(password, [username, email])
      if (problem !== null) throw new CommandError(problem)
      const hash = await new PasswordHasher().hash(password)
      const user = await addUser(store, { username, email, hash, now: terminal.clock() })
      return { text: `${user.username} may sign in.`, json: { username: user.username, email: user.email } }
    })
  },
}

interface NewUserInput {
  readonly username: string
  readonly email: string
  readonly hash: string
  readonly now: Date
}

function addUser(store: Store, { username, email, hash, now }: NewUserInput): Promise<User> {
  // Nothing is sealed, as there are no tokens of a provider; so the keys of the server need not be here.
  const defaults = { adminEmails: [], terms: null, canSendMail: false } as const
  const site = { registration: 'open', ...defaults, encrypter: new Encrypter([newToken()]) } as const
  const request = { intent: 'sign-in', currentUser: null, answers: NO_ANSWERS } as const
  const signInFacts = { ...request, identity: toIdentity(username, email) }
  return store.atomically(async (tx, retry) => {
    const start = { ...signInFacts, policy: PASSWORD_POLICY, site, store: tx, retry, now }
    const outcome = await signIn
      .run(start, () => undefined)
      .catch((error: unknown) => {
        throw isEmailInUse(error) ? new CommandError(`Another user has proven the address ${email}.`) : error
      })
    if (outcome instanceof Halt) throw new CommandError(`The pipeline halted: ${outcome.reason}.`)
    // The pipeline makes another name of one that is taken or reserved; an operator means what they say.
    if (outcome.user.username !== username) throw conflictError(username)
    await setPassword(tx, { user: outcome.user, hash, now })
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

function toIdentity(username: string, email: string): Identity {
  return {
    ...{ backend: PASSWORD_BACKEND, issuer: LOCAL_ISSUER, subject: newId() },
    ...{ email, emailVerified: true, preferredUsername: username },
    ...{ name: null, givenName: null, familyName: null, picture: null, claims: {}, tokens: null },
  }
}

/** Lets a user in no more. */
export const userDisable: Command = {
  name: 'user disable',
  summary: 'Lets a user in no more, and ends every session of theirs',
  positionals: ['NAME'],
  options: {},
  run: (args, terminal) =>
    withStore(terminal, async (store, sessionStore) => {
      const user = await requireUser(store, args.positional(0))
      const ended = await store.atomically(async (tx) => {
        await tx.setActive(user.id, false, terminal.clock())
        await tx.createEvents([cliAuditEvent('user.disabled', user, terminal.clock())])
        return endAllSessions(tx, user.id, terminal.clock())
      })
      return toResult(
        user.username,
        false,
        `${user.username} is disabled. ${formatEnded(ended, sessionStore)}`,
      )
    }),
}

/** Lets a user in again. */
export const userEnable: Command = {
  name: 'user enable',
  summary: 'Lets a disabled user sign in again',
  positionals: ['NAME'],
  options: {},
  run: (args, terminal) =>
    withStore(terminal, async (store) => {
      const user = await requireUser(store, args.positional(0))
      await store.atomically(async (tx) => {
        await tx.setActive(user.id, true, terminal.clock())
        await tx.createEvents([cliAuditEvent('user.enabled', user, terminal.clock())])
      })
      return toResult(user.username, true, `${user.username} may sign in.`)
    }),
}

function toResult(username: string, active: boolean, text: string): CommandResult {
  return { text, json: { username, active } }
}

/** Makes an administrator. */
export const adminGrant: Command = {
  name: 'admin grant',
  summary: 'Makes the user who has proven this e-mail address an administrator',
  positionals: ['EMAIL'],
  options: {},
  details: 'An address is proven when a backend with "trustEmail" has verified it, or a code in a mail.',
  run: (args, terminal) => setAdmin(terminal, args.positional(0), true),
}

/** Takes administration away. */
export const adminRevoke: Command = {
  name: 'admin revoke',
  summary: 'Makes an administrator an ordinary user again',
  positionals: ['EMAIL'],
  options: {},
  details: 'An address that stands in ADMIN_EMAILS gets it back at its next sign-in: remove it there first.',
  run: (args, terminal) => setAdmin(terminal, args.positional(0), false),
}

function setAdmin(terminal: Terminal, email: string, admin: boolean): Promise<CommandResult> {
  const address = normalizeEmail(email)
  if (address === null) throw new CommandError(`${JSON.stringify(email)} is not an e-mail address.`)
  return withStore(terminal, async (store) => {
    const user = await store.findUserByTrustedEmail(address)
    if (user === null) throw new CommandError(`No user has proven the address ${address}.`)
    const { id: userId, username } = user
    const kind = admin ? 'admin.granted' : 'admin.revoked'
    await store.atomically(async (tx) => {
      await tx.setAdmin(userId, admin, terminal.clock())
      await tx.createEvents([cliAuditEvent(kind, user, terminal.clock())])
    })
    const text = `${username} is ${admin ? 'an administrator' : 'no administrator'}.`
    return { text, json: { username, admin } }
  })
}
