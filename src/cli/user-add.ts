import { newId, newToken } from '../crypto/token.js'
import { Vault } from '../crypto/vault.js'
import { normalEmail } from '../email.js'
import { PortcullisError } from '../errors.js'
import type { Identity } from '../identity.js'
import { faultInPassword } from '../passwords/fault-in-password.js'
import { givePassword, OWN_ISSUER } from '../passwords/give-password.js'
import { PasswordHasher } from '../passwords/password-hasher.js'
import { NO_ANSWERS } from '../pipeline/answers.js'
import { Halt } from '../pipeline/pipeline.js'
import { signIn } from '../pipeline/sign-in.js'
import { PASSWORD_BACKEND, PASSWORD_POLICY } from '../policy.js'
import type { User } from '../store/records.js'
import type { Store } from '../store/store.js'
import { askNewPassword } from './ask-password.js'
import { type Command, CommandError } from './command.js'
import { onDatabase } from './on-database.js'

const USERNAME = /^[a-z0-9](?:[a-z0-9._-]{0,28}[a-z0-9])$/

/** Makes a user with a password, by the pipeline that makes all others. */
export const userAdd: Command = {
  name: 'user add',
  summary: 'Makes a user who signs in with a password',
  parameters: [],
  options: {
    username: { value: 'NAME', summary: '2 to 30 of a-z, 0-9, ".", "_" and "-"', required: true },
    email: {
      value: 'MAIL',
      summary: 'the address, which counts as proven, since you say so',
      required: true,
    },
  },
  more:
    'The password is asked for without an echo, or read from standard input, up to the end of its first line.\n' +
    'It works also where REGISTRATION is closed. Where PASSWORD_LOGIN is off the user cannot sign in with it.',
  async run(given, terminal) {
    const username = given.required('username')
    if (!USERNAME.test(username))
      throw new CommandError(
        `${JSON.stringify(username)} is no user name: 2 to 30 of a-z, 0-9, ".", "_" and "-".`,
      )
    const email = given.required('email')
    if (normalEmail(email) === null)
      throw new CommandError(`${JSON.stringify(email)} is not an e-mail address.`)
    return onDatabase(terminal, async (store) => {
      await requireFree(store, username)
      const password = await askNewPassword(terminal)
      const fault = faultInPassword(password, [username, email])
      if (fault !== null) throw new CommandError(fault)
      const hash = await new PasswordHasher().hash(password)
      const user = await add(store, { username, email, hash, now: terminal.now() })
      return { text: `${user.username} may sign in.`, json: { username: user.username, email: user.email } }
    })
  },
}

interface NewPerson {
  readonly username: string
  readonly email: string
  readonly hash: string
  readonly now: Date
}

function add(store: Store, { username, email, hash, now }: NewPerson): Promise<User> {
  // Nothing is sealed, as there are no tokens of a provider; so the keys of the server need not be here.
  const bare = { adminEmails: [], terms: null, sendsMail: false } as const
  const house = { registration: 'open', ...bare, vault: new Vault([newToken()]) } as const
  const unasked = { intent: 'sign-in', currentUser: null, answers: NO_ANSWERS } as const
  const who = { ...unasked, identity: identityOf(username, email) }
  return store.atomically(async (within, round) => {
    const start = { ...who, policy: PASSWORD_POLICY, house, store: within, round, now }
    const outcome = await signIn
      .run(start, () => undefined)
      .catch((error: unknown) => {
        throw isEmailInUse(error) ? new CommandError(`Another user has proven the address ${email}.`) : error
      })
    if (outcome instanceof Halt) throw new CommandError(`The pipeline halted: ${outcome.because}.`)
    // The pipeline makes another name of one that is taken or reserved; an operator means what they say.
    if (outcome.user.username !== username) throw notFree(username)
    await givePassword(within, { user: outcome.user, hash, now })
    return outcome.user
  })
}

async function requireFree(store: Pick<Store, 'takenUsernames'>, username: string): Promise<void> {
  if ((await store.takenUsernames([username])).length > 0) throw notFree(username)
}

function notFree(username: string): CommandError {
  return new CommandError(`The user name ${JSON.stringify(username)} is taken or reserved.`)
}

function isEmailInUse(error: unknown): boolean {
  return error instanceof PortcullisError && error.code === 'email_in_use'
}

function identityOf(username: string, email: string): Identity {
  return {
    ...{ backend: PASSWORD_BACKEND, issuer: OWN_ISSUER, subject: newId() },
    ...{ email, emailVerified: true, preferredUsername: username },
    ...{ name: null, givenName: null, familyName: null, picture: null, claims: {}, tokens: null },
  }
}
