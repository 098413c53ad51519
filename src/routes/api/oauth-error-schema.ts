import { z } from 'zod'

/** How the device grant says that something ended badly, or is not there yet. */
export const OAuthErrorSchema = z
  .object({
    error: z.string().describe('As RFC 6749, RFC 8628 and RFC 9449 name it.'),
    error_description: z.string().describe('For the author of the client.'),
    code: z.string().optional().describe('Our own name for it; missing while the person has not decided.'),
    reference: z.string().optional().describe('The operator finds the request in the log by it.'),
  })
  .meta({ id: 'OAuthError', description: 'An error of OAuth (RFC 6749 section 5.2).' })
