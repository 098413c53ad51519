import { CLI_ACTOR, toAuditEvent } from '../audit/audit-event.js'
import { isSameIssuer } from '../identity.js'
import { listBackends } from './all-backends.js'
import { type RunCommand, CommandError } from './command.js'
import type { Terminal } from './terminal.js'
import { withStore } from './with-store.js'

/** Puts the accounts of a backend under another issuer, after the provider has moved. */
export const backendMoveAccounts: RunCommand = async (args, terminal) => {
  const [name, from] = [args.positional(0), args.required('from')]
  const to = args.option('to') ?? (await requireIssuer(terminal, name))
  const isDryRun = args.has('dry-run')
  return withStore(terminal, async (store) => {
    const issuers = await store.listIssuers(name)
    const stored = issuers.filter((issuer) => isSameIssuer(issuer, from))
    if (stored.length === 0) throw new CommandError(explainNoAccounts(name, from, issuers))
    if (stored.every((issuer) => issuer === to))
      throw new CommandError(`The accounts of ${name} are stored under the issuer ${to} already.`)
    const moved = await store.atomically(async (tx) => {
      let count = 0
      for (const issuer of stored)
        count += isDryRun ? await tx.countAccounts(name, issuer) : await tx.changeIssuer(name, issuer, to)
      const detail = { from, to, accounts: count }
      const event = { kind: 'provider.accounts-moved', actor: CLI_ACTOR, backend: name, detail } as const
      if (!isDryRun) await tx.createEvents([toAuditEvent(event, terminal.clock())])
      return count
    })
    const accounts = moved === 1 ? '1 account' : `${moved} accounts`
    const text = isDryRun
      ? `${accounts} of ${name} would move from ${from} to ${to}. Nothing was changed.`
      : `${accounts} of ${name} moved from ${from} to ${to}.`
    return { text, json: { backend: name, from, to, accounts: moved, dryRun: isDryRun } }
  })
}

async function requireIssuer(terminal: Terminal, name: string): Promise<string> {
  const { backends } = await listBackends(terminal)
  const definition = backends.find(
    (each) => each.name === name && each.state !== 'overridden by the settings',
  )?.definition
  if (!definition)
    throw new CommandError(
      `There is no usable provider named ${JSON.stringify(name)}; name the new issuer with --to.`,
    )
  if (definition.kind === 'oidc' && definition.issuerTemplate !== null)
    throw new CommandError(`${name} has an issuer for each tenant; name the new issuer with --to.`)
  return definition.issuer
}

function explainNoAccounts(name: string, from: string, issuers: readonly string[]): string {
  const stored = issuers.length === 0 ? 'none at all' : `those of ${issuers.slice(0, 5).join(', ')}`
  return `There are no accounts of ${JSON.stringify(name)} under the issuer ${from}; there are ${stored}.`
}

/** Accepts that the settings make the subjects of a provider in another way than before. */
export const backendAcceptChange: RunCommand = async (args, terminal) => {
  const name = args.positional(0)
  return withStore(terminal, async (store) => {
    const isKnown = await store.atomically(async (tx) => {
      if (!(await tx.deleteKnownBackend(name))) return false
      const event = { kind: 'provider.change-accepted', actor: CLI_ACTOR, backend: name } as const
      await tx.createEvents([toAuditEvent({ ...event, detail: {} }, terminal.clock())])
      return true
    })
    if (!isKnown)
      throw new CommandError(`No server has started with a provider named ${JSON.stringify(name)}.`)
    return {
      text: `The next server that starts accepts the definition of ${name}.`,
      json: { backend: name },
    }
  })
}
