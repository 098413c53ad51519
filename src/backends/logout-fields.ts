import { z } from 'zod'
import { optionalFlag } from './definition-fields.js'

/** The fields of a definition that are about the end of a session. */
export const logoutFields = {
  /** Whether signing out here goes on to sign out at the provider, where it offers that (RP-Initiated Logout). */
  logout: z.enum(['provider', 'local'], { error: 'must be "provider" or "local"' }).default('provider'),
  /** What the provider calls the address to come back to after that; the standard has a name, a few have their own. */
  logoutReturnParam: z
    .string({ error: 'must be the name of a parameter in quotes' })
    .regex(/^[a-z][a-z_]{0,59}$/i, 'is not the name of a parameter; write one such as logout_uri')
    .default('post_logout_redirect_uri'),
  /** Whether the provider's page may end sessions here from a frame (Front-Channel Logout). */
  frontChannelLogout: optionalFlag,
}
