import { issueSetupLink, SETUP_LINK_TTL_MS } from '../flows/setup.js'
import { readSetupSettings } from '../settings/read-settings.js'
import { type Command, CommandError } from './command.js'
import { withStore } from './with-store.js'

/** Prints a link that makes the first administrator. */
export const setup: Command = {
  name: 'setup',
  summary: 'Print a link that makes the first administrator',
  positionals: [],
  options: {},
  details:
    'The link works once and for an hour, and ends the one before it. It is for a site without an administrator who can\n' +
    'sign in; on any other site the command says so, and "portcullis admin grant" makes an administrator. The server may\n' +
    'be running. The command needs BASE_URL and DATABASE_URL, as the server does.',
  run: (_args, terminal) => {
    const { baseUrl } = readSetupSettings(terminal.env, terminal.cwd)
    return withStore(terminal, async (store) => {
      const link = await issueSetupLink(store, baseUrl, terminal.clock())
      if (link === null)
        throw new CommandError(
          'An administrator of this site can already sign in. To make another one, run "portcullis admin grant EMAIL".',
        )
      return {
        text: `Open this link within ${SETUP_LINK_TTL_MS / 60_000} minutes to set up the site. It works once:\n\n${link.url}`,
        json: { url: link.url, expiresAt: link.expiresAt.toISOString() },
      }
    })
  },
}
