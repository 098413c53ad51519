import { CLI_ACTOR } from '../audit/audit-event.js'
import { createBackend } from '../backends/create-backend.js'
import { redirectUriFor } from '../backends/redirect-uri.js'
import { Registry } from '../backends/registry.js'
import { Encrypter } from '../crypto/encryption.js'
import { type AccountRevocation, deleteUser } from '../flows/delete-user.js'
import { exportUser } from '../flows/export-user.js'
import { createHttpClient } from '../http-client/http-client.js'
import { createLogger } from '../logging.js'
import { type RevocationResult, revokeTokens } from '../provider-tokens/revoke.js'
import { requireRecentAuthentication } from '../recent-authentication.js'
import { readBackendSettings } from '../settings/read-settings.js'
import { listBackends } from './all-backends.js'
import { type RunCommand, CommandError } from './command.js'
import { endAllSessions } from './sessions.js'
import type { Terminal } from './terminal.js'
import { requireUser, withStore } from './with-store.js'

/** Writes everything that is stored about a user. */
export const userExport: RunCommand = (args, terminal) =>
  withStore(terminal, async (store, sessionStore) => {
    const { id } = await requireUser(store, args.positional(0))
    const { clock } = terminal
    // Sessions outside the database are not read here; the user's own download has the current one.
    const listSessions = (userId: string) =>
      sessionStore === 'database' ? store.listSessions(userId, clock()) : Promise.resolve([])
    const document = await exportUser({ store, listSessions, clock }, id)
    return { text: JSON.stringify(document, null, 2), json: document }
  })

/** Deletes a user, revokes their tokens at the providers, and removes their name from events. */
export const userDelete: RunCommand = (args, terminal) =>
  withStore(terminal, async (store, sessionStore) => {
    const { id, username } = await requireUser(store, args.positional(0))
    const accounts = await store.listAccountTokens(id)
    if (!args.has('yes')) {
      const text = `This deletes ${username} and ${countAccounts(accounts.length)} for good. To do it, add --yes.`
      return { text, json: { username, accounts: accounts.length, deleted: false } }
    }
    const hasTokens = accounts.some(({ tokens }) => tokens !== null)
    const revocation = hasTokens ? await openRevocation(terminal) : null
    try {
      const revocations = await deleteUser(
        {
          store,
          clock: terminal.clock,
          // Every session store refuses sessions of a user who is gone; there is nothing to clean up here.
          endSessions: async (userId, tx) => {
            await endAllSessions(tx, sessionStore, userId, terminal.clock())
            return () => Promise.resolve()
          },
          revokeTokens: (account, tokens) => revocation?.revoke(account, tokens) ?? Promise.resolve('failed'),
        },
        {
          userId: id,
          actor: CLI_ACTOR,
          mayBeLastAdministrator: true,
          proof: requireRecentAuthentication({ commandLine: { userId: 'command line' } }, terminal.clock()),
        },
      )
      const json = { username, accounts: accounts.length, deleted: true, revocations }
      return { text: `${username} is deleted.${describeRevocations(revocations)}`, json }
    } finally {
      revocation?.close()
    }
  })

function countAccounts(count: number): string {
  return count === 1 ? '1 account' : `${count} accounts`
}

const REVOCATION_TEXTS: Readonly<Record<Exclude<RevocationResult, 'nothing_to_revoke'>, string>> = {
  revoked: 'has revoked its tokens',
  not_offered: 'offers no way to revoke its tokens',
  failed: 'could not be asked to revoke its tokens, so they may still work there',
}

function describeRevocations(revocations: readonly AccountRevocation[]): string {
  return revocations
    .map(({ backend, result }) =>
      result === 'nothing_to_revoke' ? '' : ` ${backend} ${REVOCATION_TEXTS[result]}.`,
    )
    .join('')
}

interface Revocation {
  readonly revoke: (
    account: Parameters<typeof revokeTokens>[1],
    tokens: Uint8Array | null,
  ) => Promise<RevocationResult>
  readonly close: () => void
}

/** The providers of the settings and of /admin, ready to be asked for revocations. */
async function openRevocation(terminal: Terminal): Promise<Revocation> {
  const { encryptionKeys } = readBackendSettings(terminal.env, terminal.cwd)
  if (encryptionKeys === null) {
    throw new CommandError(
      'Set ENCRYPTION_KEYS as for the server: without it, tokens cannot be decrypted and revoked at the providers.',
    )
  }
  const { backends, rules, network } = await listBackends(terminal)
  const allowInsecure = rules.allowInsecureIssuers
  const { clock } = terminal
  const usable = backends.flatMap(({ definition, state }) =>
    definition === null || state === 'overridden by the settings' ? [] : [definition],
  )
  const clients = usable.map((definition) => ({
    definition,
    fetch: createHttpClient({
      allowPrivate: allowInsecure,
      callTimeoutMs: definition.timeout,
      ...network,
    }),
  }))
  // No browser returns to a revocation, so the address of the site does not matter.
  const registry = new Registry(
    clients.map(({ definition, fetch }) =>
      createBackend(definition, {
        redirectUri: redirectUriFor('https://localhost', definition),
        fetch,
        allowInsecure,
        clock,
      }),
    ),
  )
  const deps = {
    registry,
    encrypter: new Encrypter(encryptionKeys),
    log: createLogger({ production: true, level: 'silent' }),
  }
  return {
    revoke: (account, tokens) => revokeTokens(deps, account, tokens),
    close: () => {
      for (const { fetch } of clients) fetch.destroy()
    },
  }
}
