import { ENGLISH } from '../../../locales/locales.js'
import { foreignLanguage, type Sentence } from '../../../locales/messages.js'
import { OptionalStoredMessage, toSentence, toStoredMessage } from '../../../locales/stored-message.js'
import { z } from 'zod'
import { type Encrypter, ENCRYPTION_CONTEXTS } from '../../../crypto/encryption.js'
import type { Translator } from '../../../locales/translator.js'
import { type ProviderCause, StoredCause, toAdvice } from '../../../provider-causes.js'
import type { PortcullisError } from '../../../errors.js'
import type { Identity } from '../../../identity.js'
import type { LabelValue, ReportView } from '../../../pages/render.js'
import { parseJson } from '../../../parse-json.js'
import type { DryRun } from '../../../pipeline/dry-run.js'
import type { QuestionType, SignInWrite } from '../../../pipeline/facts.js'
import type { BackendVersionRow } from '../../../store/backends.js'

const TextSchema = z.string()
const additionalData = ENCRYPTION_CONTEXTS['test report']

/** Why a test failed. Reports of older releases have no cause. */
const Failure = {
  code: TextSchema,
  detail: TextSchema.nullable(),
  detailText: OptionalStoredMessage,
  providerCause: StoredCause.default(null),
}
/** Why a step ended as it did, in English; and the same as a text of the catalogues. */
const Reason = { because: TextSchema, text: OptionalStoredMessage }

/** The result of a test sign-in, as it is stored. It contains no token. */
export const TestReport = z.object({
  at: z.iso.datetime(),
  by: TextSchema,
  reference: TextSchema,
  passed: z.boolean(),
  claims: z.array(
    z.object({ name: TextSchema, value: TextSchema, from: z.enum(['ID Token', 'UserInfo', 'the provider']) }),
  ),
  steps: z.array(z.object({ step: TextSchema, ...Reason })),
  writes: z.array(z.object({ verb: TextSchema, fields: z.record(TextSchema, TextSchema) })),
  ending: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('signed-in'), username: TextSchema, isNew: z.boolean() }),
    z.object({ kind: z.literal('asked'), asks: TextSchema, ...Reason }),
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
    steps: steps.map(({ step, reason }) => ({ step, ...toReason(reason) })),
    writes: [...writes],
    ending:
      outcome.kind === 'asked'
        ? { kind: 'asked', asks: outcome.questionType, ...toReason(outcome.reason) }
        : outcome.kind === 'refused'
          ? { kind: 'refused', ...toFailure(outcome) }
          : outcome,
  }
}

function toReason(reason: Sentence): Pick<TestReport['steps'][number], 'because' | 'text'> {
  return { because: ENGLISH.format(reason), text: toStoredMessage(reason) }
}

type ReportedError = Pick<PortcullisError, 'code' | 'detailText' | 'providerCause'>

function toFailure({ code, detailText, providerCause }: ReportedError): z.infer<z.ZodObject<typeof Failure>> {
  return {
    code,
    providerCause,
    detail: detailText && ENGLISH.format(detailText),
    detailText: detailText && toStoredMessage(detailText),
  }
}

/** The report of a test that failed before there was an identity. */
export function toFailureReport(header: ReportHeader, error: PortcullisError): TestReport {
  const empty = { passed: false, claims: [], steps: [], writes: [] }
  return { ...header, ...empty, ending: { kind: 'failed', ...toFailure(error) } }
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

function sourceText(source: TestReport['claims'][number]['from'], translator: Translator): string {
  if (source === 'UserInfo') return source
  return translator.t(source === 'ID Token' ? 'adminReport.fromIdToken' : 'adminReport.fromProvider')
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

/** The view of a report. */
export function toReportView(version: number | null, report: TestReport, translator: Translator): ReportView {
  const { at, by, reference, passed, claims, steps, ending: result } = report
  const failure = result.kind === 'refused' || result.kind === 'failed' ? result : null
  const words = failure?.detail ?? null
  const detail = words === null ? null : toSentence(words, failure?.detailText ?? null)
  return {
    version,
    by,
    reference,
    passed,
    at: new Date(at),
    steps: steps.map(({ step, because, text }) => ({
      step,
      because: translator.format(toSentence(because, text)),
    })),
    claims: claims.map((claim) => ({
      ...claim,
      from: sourceText(claim.from, translator),
    })),
    outcome: formatOutcome(result, translator),
    advice: failure && adviseOn(failure, translator),
    code: failure?.code ?? null,
    detail: detail && translator.format(detail),
    detailLanguage: detail && foreignLanguage(detail),
    writes: report.writes.map(({ verb, fields }) => ({
      what: isWrite(verb, translator) ? translator.t(writeText(verb)) : verb,
      fields: toLabelValues(fields),
    })),
  }
}

/** What an administrator can do about an error, by the cause at the provider where that is known. */
function adviseOn(
  { code, providerCause }: { readonly code: string; readonly providerCause: ProviderCause | null },
  translator: Translator,
): string | null {
  if (providerCause !== null) return translator.format(toAdvice(providerCause))
  return translator.template(`adminReport.advice.${code}`) ?? translator.template(`errors.${code}.advice`)
}

function formatOutcome(result: TestReport['ending'], translator: Translator): string {
  switch (result.kind) {
    case 'signed-in': {
      const { username } = result
      return translator.t(result.isNew ? 'adminReport.signedInNew' : 'adminReport.signedIn', { username })
    }
    case 'asked': {
      const { asks: question, because, text } = result
      const reason = translator.format(toSentence(because, text))
      return isQuestion(question, translator)
        ? translator.t(questionText(question), { reason })
        : translator.t('adminReport.askedOther', { question, reason })
    }
    case 'refused':
      return translator.t('adminReport.refusedOutcome', { reason: errorSentence(result.code, translator) })
    case 'failed':
      return translator.t('adminReport.failedOutcome', { reason: errorSentence(result.code, translator) })
  }
}

/** The text of a write; without one, a write does not compile. */
function writeText(write: SignInWrite): `adminReport.write.${SignInWrite}` {
  return `adminReport.write.${write}`
}

/** Whether this release knows the write, which another one may have stored. */
function isWrite(write: string, translator: Translator): write is SignInWrite {
  return translator.has(`adminReport.write.${write}`)
}

/** The text of a question; without one, a type of questions does not compile. */
function questionText(question: QuestionType): `adminReport.asked.${QuestionType}` {
  return `adminReport.asked.${question}`
}

/** Whether this release knows the question, which another one may have stored. */
function isQuestion(question: string, translator: Translator): question is QuestionType {
  return translator.has(`adminReport.asked.${question}`)
}

/** What a code means, or the code itself if it is one of another release. */
function errorSentence(code: string, translator: Translator): string {
  return translator.template(`errors.${code}.message`) ?? code
}

function toLabelValues(fields: Readonly<Record<string, string>>): readonly LabelValue[] {
  return Object.entries(fields).map(([label, value]) => ({ label, value }))
}
