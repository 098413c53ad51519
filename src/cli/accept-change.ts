import { CLI_ACTOR, toAuditEvent } from '../audit/audit-event.js'
import { type Command, CommandError } from './command.js'
import { withStore } from './with-store.js'

/** Accepts that the settings make the subjects of a provider in another way than before. */
export const backendAcceptChange: Command = {
  name: 'backend accept-change',
  summary: 'Accept a changed definition of a provider of the settings that has accounts',
  positionals: ['NAME'],
  options: {},
  details:
    'The server does not start when the settings change what the accounts of a provider are found by. Use this only if every\n' +
    'person keeps the same subject. The next server that starts stores the new definition. The audit log records it.',
  async run(args, terminal) {
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
  },
}
