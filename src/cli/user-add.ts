import { newId, newToken } from '../crypto/token.js'
import { Encrypter } from '../crypto/vault.js'
import { normalizeEmail } from '../email.js'
import { PortcullisError } from '../errors.js'
import type { Identity } from '../identity.js'
import { passwordProblem } from '../passwords/fault-in-password.js'
import { setPassword, LOCAL_ISSUER } from '../passwords/give-password.js'
import { PasswordHasher } from '../passwords/password-hasher.js'
import { NO_ANSWERS } from '../pipeline/answers.js'
import { Halt } from '../pipeline/pipeline.js'
import { signIn } from '../pipeline/sign-in.js'
import { PASSWORD_BACKEND, PASSWORD_POLICY } from '../policy.js'
import type { User } from '../store/records.js'
import type { Store } from '../store/store.js'
import { promptNewPassword } from './ask-password.js'
import { type Command, CommandError } from './command.js'
import { withStore } from './on-database.js'

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
  return error instanceof PortcullisError && error.code === 'email_in_use'
}

function toIdentity(username: string, email: string): Identity {
  return {
    ...{ backend: PASSWORD_BACKEND, issuer: LOCAL_ISSUER, subject: newId() },
    ...{ email, emailVerified: true, preferredUsername: username },
    ...{ name: null, givenName: null, familyName: null, picture: null, claims: {}, tokens: null },
  }
}
