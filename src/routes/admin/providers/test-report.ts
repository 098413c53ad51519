import { z } from 'zod'
import { type Encrypter, ENCRYPTION_CONTEXTS } from '../../../crypto/encryption.js'
import type { Translator } from '../../../locales/translator.js'
import { type ProviderCause, StoredCause, toAdvice } from '../../../provider-causes.js'
import { ERROR_KINDS, type ErrorCode, type PortcullisError } from '../../../errors.js'
import type { Identity } from '../../../identity.js'
import type { LabelValue, ReportView } from '../../../pages/render.js'
import { parseJson } from '../../../parse-json.js'
import type { DryRun } from '../../../pipeline/dry-run.js'
import type { QuestionType, SignInWrite } from '../../../pipeline/facts.js'
import type { BackendVersionRow } from '../../../store/backends.js'

const TextSchema = z.string()
const additionalData = ENCRYPTION_CONTEXTS['test report']

/** Why a test failed. Reports of older releases have no cause. */
const Failure = { code: TextSchema, detail: TextSchema.nullable(), providerCause: StoredCause.default(null) }

/** The result of a test sign-in, as it is stored. It contains no token. */
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
    z.object({ kind: z.literal('refused'), ...Failure }),
    /** Before the pipeline started. */
    z.object({ kind: z.literal('failed'), ...Failure }),
  ]),
})
export type TestReport = Readonly<z.infer<typeof TestReport>>

/** When and by whom it was made, and its reference in the log. */
export type ReportHeader = Pick<TestReport, 'at' | 'by' | 'reference'>

/** Refusals that are about the person who tests and the rules of the site: the provider itself works. */
const TESTER_REFUSAL_CODES = new Set(['registration_closed', 'email_belongs_to_user', 'user_disabled'])

/** The report of a dry run. */
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

/** The report of a test that failed before there was an identity. */
export function toFailureReport(
  header: ReportHeader,
  { code, detail, providerCause }: PortcullisError,
): TestReport {
  const empty = { passed: false, claims: [], steps: [], writes: [] }
  return { ...header, ...empty, ending: { kind: 'failed', code, detail, providerCause } }
}

// Claims that are only for machines, or that could be misused.
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
  const claims = parseJson(Buffer.from(payload, 'base64url').toString('utf8'))
  return typeof claims === 'object' ? claims : null
}

/** Encrypts a report, bound to its version. */
export function encryptReport(
  encrypter: Encrypter,
  versionId: string,
  report: TestReport,
): Uint8Array<ArrayBuffer> {
  return encrypter.encrypt(additionalData(versionId), JSON.stringify(report))
}

/** The report of a version; null when there is none, or none that can be decrypted and read. */
export function decryptReport(encrypter: Encrypter, { id, report }: BackendVersionRow): TestReport | null {
  const text = report && encrypter.decrypt(additionalData(id), report)
  if (text === null) return null
  return TestReport.safeParse(JSON.parse(text)).data ?? null
}

/** What an administrator can do about an error code, if no cause at the provider is known. */
const ADVICE_BY_CODE: Readonly<Partial<Record<ErrorCode, string>>> = {
  access_denied:
    'You or the provider refused the sign-in. Agree there, or allow your user to use this application in the settings of the provider.',
  provider_error:
    'The provider refused the request. Compare the redirect URI below with the one that is registered there, letter for letter. Then check that the application there may request these scopes.',
  provider_misconfigured:
    'Copy the client ID and client secret from the provider again, and check that its issuer is still the same. If the secret is right, the provider may expect another client authentication method: see “Client authentication” under “More settings”.',
  provider_unavailable:
    'Try again in a moment. If it keeps happening, check that this server can reach the provider.',
  provider_timeout:
    'Try again in a moment. If it keeps happening, check that this server can reach the provider.',
  callback_invalid:
    'The response was invalid. Try again. If it keeps happening, the provider does not follow the standard.',
  identity_rejected:
    'The provider’s response failed the check named above. Common causes are a wrong clock, here or there, or an issuer that is not exactly the one in the tokens.',
  claim_missing:
    'Request the scope that includes the claim, allow it in the settings of the provider, or remove it from the required claims. The claims that arrived are listed below.',
  not_allowed: 'Test with an account of an allowed domain, or extend the list of domains.',
  registration_closed:
    'The provider works. REGISTRATION is closed, so new people can’t sign in with it. Existing users can connect it on their account page.',
  email_belongs_to_user:
    'The provider works. Your address already belongs to an account here, so you would have to sign in the usual way first.',
  user_disabled: 'The provider works. Your own account here is disabled.',
}

/** The writes of a sign-in, in words. */
const WRITE_LABELS: Readonly<Record<SignInWrite, string>> = {
  createUser: 'A new user',
  createAccount: 'A new account of the user',
  updateAccount: 'The latest tokens and claims of the account',
  updateUser: 'The latest profile of the user',
  setAdmin: 'The admin role, because of ADMIN_EMAILS',
  runOwnStatement: 'A statement of a step of this site',
}

/** The questions of a sign-in, in words. */
const QUESTION_LABELS: Readonly<Record<QuestionType, string>> = {
  email: 'for an email address',
  'email-code': 'for the code from an email, to verify the address',
  terms: 'to accept the terms',
  proof: 'to prove that they own the account with the same address',
  confirmation: 'to confirm something',
  form: 'to fill in a form',
}

/** The view of a report. */
export function toReportView(version: number | null, report: TestReport, translator: Translator): ReportView {
  const { at, by, reference, passed, claims, steps, ending: result } = report
  const failure = result.kind === 'refused' || result.kind === 'failed' ? result : null
  return {
    ...{ version, by, reference, passed, claims, steps, at: new Date(at) },
    outcome: formatOutcome(result),
    advice: failure && adviseOn(failure, translator),
    code: failure?.code ?? null,
    detail: failure?.detail ?? null,
    writes: report.writes.map(({ verb, fields }) => ({
      what: findText(WRITE_LABELS, verb) ?? verb,
      fields: toLabelValues(fields),
    })),
  }
}

function adviseOn(
  { code, providerCause }: { readonly code: string; readonly providerCause: ProviderCause | null },
  translator: Translator,
): string | null {
  if (providerCause !== null) return translator.format(toAdvice(providerCause))
  return findText(ADVICE_BY_CODE, code) ?? errorAdvice(code)
}

function formatOutcome(result: TestReport['ending']): string {
  switch (result.kind) {
    case 'signed-in':
      return result.isNew
        ? `A visitor with this identity would be signed in as a new user, ${result.username}.`
        : `A visitor with this identity would be signed in as ${result.username}.`
    case 'asked':
      return `A visitor with this identity would be asked ${findText(QUESTION_LABELS, result.asks) ?? `something (${result.asks})`}, and then signed in: ${result.because}.`
    case 'refused':
      return `The provider works, but a visitor with this identity would be refused: ${errorSentence(result.code)}`
    case 'failed':
      return `The sign-in at the provider failed: ${errorSentence(result.code)}`
  }
}

/** The text for a stored name, which another release may have written. */
function findText(texts: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(texts, name) ? texts[name] : undefined
}

function findErrorKind(code: string) {
  return Object.entries(ERROR_KINDS).find(([name]) => name === code)?.[1]
}

function errorSentence(code: string): string {
  return findErrorKind(code)?.message ?? code
}

function errorAdvice(code: string): string | null {
  return findErrorKind(code)?.advice ?? null
}

function toLabelValues(fields: Readonly<Record<string, string>>): readonly LabelValue[] {
  return Object.entries(fields).map(([label, value]) => ({ label, value }))
}
