import { z } from 'zod'
import { ENCRYPTION_CONTEXTS } from '../../../crypto/places.js'
import type { Encrypter } from '../../../crypto/vault.js'
import type { DryRun } from '../../../entry/rehearse.js'
import type { PortcullisError } from '../../../errors.js'
import type { Identity } from '../../../identity.js'
import type { BackendVersionRow } from '../../../store/backend-rows.js'

const TextSchema = z.string()
const additionalData = ENCRYPTION_CONTEXTS['test report']

/** What a test login showed, as it is kept. It holds no token. */
export const TestReport = z.object({
  at: z.iso.datetime(),
  by: TextSchema,
  reference: TextSchema,
  passed: z.boolean(),
  claims: z.array(
    z.object({ name: TextSchema, value: TextSchema, from: z.enum(['ID Token', 'UserInfo', 'the provider']) }),
  ),
  steps: z.array(z.object({ step: TextSchema, because: TextSchema })),
  writes: z.array(z.object({ verb: TextSchema, fields: z.record(TextSchema, TextSchema) })),
  ending: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('signed-in'), username: TextSchema, isNew: z.boolean() }),
    z.object({ kind: z.literal('asked'), asks: TextSchema, because: TextSchema }),
    z.object({ kind: z.literal('refused'), code: TextSchema, detail: TextSchema.nullable() }),
    /** Before the pipeline began. */
    z.object({ kind: z.literal('failed'), code: TextSchema, detail: TextSchema.nullable() }),
  ]),
})
export type TestReport = Readonly<z.infer<typeof TestReport>>

/** When, by whom, and under which reference in the log. */
export type ReportHeader = Pick<TestReport, 'at' | 'by' | 'reference'>

/**
 * Refusals that are about the person who tests and the rules of the house, not about the provider: with it all is well.
 */
const TESTER_REFUSAL_CODES = new Set(['registration_closed', 'email_in_use', 'user_disabled'])

/** What a rehearsal showed. */
export function toTestReport(
  header: ReportHeader,
  identity: Identity,
  { steps, writes, outcome }: DryRun,
): TestReport {
  const passed = outcome.kind !== 'refused' || TESTER_REFUSAL_CODES.has(outcome.code)
  return {
    ...header,
    passed,
    claims: listClaims(identity),
    steps: steps.map(({ step, reason }) => ({ step, because: reason })),
    writes: [...writes],
    ending:
      outcome.kind === 'asked'
        ? { kind: 'asked', asks: outcome.questionType, because: outcome.reason }
        : outcome,
  }
}

/** That the provider did not get as far as an identity. */
export function toFailureReport(header: ReportHeader, { code, detail }: PortcullisError): TestReport {
  const empty = { passed: false, claims: [], steps: [], writes: [] }
  return { ...header, ...empty, ending: { kind: 'failed', code, detail } }
}

// What is only for machines, and what could be used by somebody else.
const OMITTED_CLAIMS = /^(?:nonce|at_hash|c_hash|s_hash|sid|jti)$|token|secret/i

function listClaims({ claims, tokens }: Identity): TestReport['claims'] {
  const idTokenClaims = decodePayload(tokens?.idToken ?? null)
  return Object.entries(claims)
    .filter(([name]) => !OMITTED_CLAIMS.test(name))
    .slice(0, 100)
    .map(([name, value]) => ({
      name: name.slice(0, 100),
      value: (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 500),
      from:
        idTokenClaims === null
          ? 'the provider'
          : Object.hasOwn(idTokenClaims, name)
            ? 'ID Token'
            : 'UserInfo',
    }))
}

/** The claims of an ID Token that was verified before; null without one. */
function decodePayload(idToken: string | null): object | null {
  const payload = idToken?.split('.')[1]
  if (payload === undefined) return null
  try {
    const parsed: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))
    return typeof parsed === 'object' ? parsed : null
  } catch {
    return null
  }
}

/** Seals a report to its version. */
export function encryptReport(
  encrypter: Encrypter,
  versionId: string,
  report: TestReport,
): Uint8Array<ArrayBuffer> {
  return encrypter.encrypt(additionalData(versionId), JSON.stringify(report))
}

/** The report of a version; null when there is none, or none that can be opened and read any more. */
export function decryptReport(encrypter: Encrypter, { id, report }: BackendVersionRow): TestReport | null {
  const text = report && encrypter.decrypt(additionalData(id), report)
  if (text === null) return null
  return TestReport.safeParse(JSON.parse(text)).data ?? null
}
