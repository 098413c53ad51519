import { z } from 'zod'
import { ERROR_KINDS, type ErrorCode } from '../../errors.js'

const ERROR_CODES = Object.keys(ERROR_KINDS)

/** How the API says that something ended badly (RFC 9457). */
export const ProblemSchema = z
  .object({
    type: z.string().describe('A URN made of the code.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('What happened, in a sentence for people.'),
    code: z.enum(ERROR_CODES).describe('Stable; for programs to decide by.'),
    reference: z.string().describe('The operator finds the request in the log by it.'),
  })
  .meta({ id: 'Problem', description: 'A problem document (RFC 9457).' })

/** The codes of one status, for the statuses of an operation. */
export function groupByStatus(errors: readonly ErrorCode[]): ReadonlyMap<number, readonly ErrorCode[]> {
  const groups = new Map<number, ErrorCode[]>()
  for (const code of errors) {
    const { status } = ERROR_KINDS[code]
    groups.set(status, [...(groups.get(status) ?? []), code])
  }
  return groups
}

/** How the device grant says that something ended badly, or is not there yet. */
export const OAuthErrorSchema = z
  .object({
    error: z.string().describe('As RFC 6749, RFC 8628 and RFC 9449 name it.'),
    error_description: z.string().describe('For the author of the client.'),
    code: z.string().optional().describe('Our own name for it; missing while the person has not decided.'),
    reference: z.string().optional().describe('The operator finds the request in the log by it.'),
  })
  .meta({ id: 'OAuthError', description: 'An error of OAuth (RFC 6749 section 5.2).' })
