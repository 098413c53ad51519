import { z } from 'zod'
import { ERROR_KINDS, type ErrorCode } from '../../errors.js'

const ERROR_CODES = Object.keys(ERROR_KINDS)

/** The form of errors of the API (RFC 9457). */
export const ProblemSchema = z
  .object({
    type: z.string().describe('A URN that contains the code.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What happened, as a sentence for users.'),
    code: z.enum(ERROR_CODES).describe('Stable; programs should decide by it.'),
    reference: z.string().describe('Identifies the request in the log.'),
  })
  .meta({ id: 'Problem', description: 'A problem document (RFC 9457).' })

/** Groups the error codes of an operation by their status. */
export function groupByStatus(errors: readonly ErrorCode[]): ReadonlyMap<number, readonly ErrorCode[]> {
  const groups = new Map<number, ErrorCode[]>()
  for (const code of errors) {
    const { status } = ERROR_KINDS[code]
    groups.set(status, [...(groups.get(status) ?? []), code])
  }
  return groups
}

/** The form of errors of the device grant, and of its pending responses. */
export const OAuthErrorSchema = z
  .object({
    error: z.string().describe('The error code of RFC 6749, RFC 8628 or RFC 9449.'),
    error_description: z.string().describe('For the developer of the client.'),
    code: z.string().optional().describe('The code of Portcullis; missing until the user has decided.'),
    reference: z.string().optional().describe('Identifies the request in the log.'),
  })
  .meta({ id: 'OAuthError', description: 'An error of OAuth (RFC 6749 section 5.2).' })
