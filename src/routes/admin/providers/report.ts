import { z } from 'zod'
import { PLACES } from '../../../crypto/places.js'
import type { Vault } from '../../../crypto/vault.js'
import type { Rehearsal } from '../../../entry/rehearse.js'
import type { PortcullisError } from '../../../errors.js'
import type { Identity } from '../../../identity.js'
import type { BackendVersionRow } from '../../../store/backend-rows.js'

const Text = z.string()
const place = PLACES['test report']

/** What a test login showed, as it is kept. It holds no token. */
export const Report = z.object({
  at: z.iso.datetime(),
  by: Text,
  reference: Text,
  passed: z.boolean(),
  claims: z.array(
    z.object({ name: Text, value: Text, from: z.enum(['ID Token', 'UserInfo', 'the provider']) }),
  ),
  steps: z.array(z.object({ step: Text, because: Text })),
  writes: z.array(z.object({ verb: Text, fields: z.record(Text, Text) })),
  ending: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('signed-in'), username: Text, isNew: z.boolean() }),
    z.object({ kind: z.literal('asked'), asks: Text, because: Text }),
    z.object({ kind: z.literal('refused'), code: Text, detail: Text.nullable() }),
    /** Before the pipeline began. */
    z.object({ kind: z.literal('failed'), code: Text, detail: Text.nullable() }),
  ]),
})
export type Report = Readonly<z.infer<typeof Report>>

/** When, by whom, and under which reference in the log. */
export type ReportHead = Pick<Report, 'at' | 'by' | 'reference'>

/**
 * Refusals that are about the person who tests and the rules of the house, not about the provider: with it all is well.
 */
const ABOUT_THE_PERSON = new Set(['registration_closed', 'email_in_use', 'user_disabled'])

/** What a rehearsal showed. */
export function reportOf(head: ReportHead, identity: Identity, { steps, writes, ending }: Rehearsal): Report {
  const passed = ending.kind !== 'refused' || ABOUT_THE_PERSON.has(ending.code)
  return { ...head, passed, claims: claimsOf(identity), steps: [...steps], writes: [...writes], ending }
}

/** That the provider did not get as far as an identity. */
export function failureReport(head: ReportHead, { code, detail }: PortcullisError): Report {
  const nothing = { passed: false, claims: [], steps: [], writes: [] }
  return { ...head, ...nothing, ending: { kind: 'failed', code, detail } }
}

// What is only for machines, and what could be used by somebody else.
const UNSAID = /^(?:nonce|at_hash|c_hash|s_hash|sid|jti)$|token|secret/i

function claimsOf({ claims, tokens }: Identity): Report['claims'] {
  const inIdToken = payloadOf(tokens?.idToken ?? null)
  return Object.entries(claims)
    .filter(([name]) => !UNSAID.test(name))
    .slice(0, 100)
    .map(([name, value]) => ({
      name: name.slice(0, 100),
      value: (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 500),
      from: inIdToken === null ? 'the provider' : Object.hasOwn(inIdToken, name) ? 'ID Token' : 'UserInfo',
    }))
}

/** The claims of an ID Token that was verified before; null without one. */
function payloadOf(idToken: string | null): object | null {
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
export function sealReport(vault: Vault, versionId: string, report: Report): Uint8Array<ArrayBuffer> {
  return vault.seal(place(versionId), JSON.stringify(report))
}

/** The report of a version; null when there is none, or none that can be opened and read any more. */
export function openReport(vault: Vault, { id, report }: BackendVersionRow): Report | null {
  const text = report && vault.open(place(id), report)
  if (text === null) return null
  return Report.safeParse(JSON.parse(text)).data ?? null
}
