import { issueSetupLink, SETUP_LINK_TTL_MS } from '../flows/setup.js'
import { readSetupSettings } from '../settings/read-settings.js'
import { type RunCommand, CommandError } from './command.js'
import { withStore } from './with-store.js'

/** Prints a link that makes the first administrator. */
export const setup: RunCommand = (_args, terminal) => {
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
}
