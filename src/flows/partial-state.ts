import { z } from 'zod'
import type { Identity, ProviderTokens } from '../identity.js'
import { StoredMessage } from '../locales/stored-message.js'
import type { Answers, Question } from '../pipeline/facts.js'
import { ConfirmationSchema, FormSchema, QuestionValuesSchema } from '../pipeline/own-form.js'

const textSchema = z.string().nullable()
const dateSchema = z.coerce.date()

/** A schema for each field of `T`, so that a field which is added to `T` cannot be forgotten here. */
type FieldSchemas<T> = Record<keyof T, z.ZodType>

const TokensSchema = z.object({
  accessToken: z.string(),
  refreshToken: textSchema,
  idToken: textSchema,
  expiresAt: dateSchema.nullable(),
  scope: textSchema,
  origins: z.array(z.string()).readonly().nullable().default(null),
} satisfies FieldSchemas<ProviderTokens>)

const IdentitySchema = z.object({
  backend: z.string(),
  issuer: z.string(),
  subject: z.string(),
  email: textSchema,
  emailVerified: z.boolean(),
  preferredUsername: textSchema,
  name: textSchema,
  givenName: textSchema,
  familyName: textSchema,
  picture: textSchema,
  claims: z.record(z.string(), z.unknown()),
  tokens: TokensSchema.nullable(),
  authenticatedAt: z.exactOptional(dateSchema),
  notice: z.exactOptional(z.string()),
  noticeText: z.exactOptional(StoredMessage.nullable().catch(null)),
  refusal: z.exactOptional(z.string()),
  refusalText: z.exactOptional(StoredMessage.nullable().catch(null)),
  incomplete: z.exactOptional(z.literal(true)),
  sid: z.exactOptional(z.string()),
} satisfies FieldSchemas<Identity>)

const QuestionSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('email') }),
  z.object({ type: z.literal('email-code'), email: z.string() }),
  z.object({ type: z.literal('terms'), url: z.string(), version: z.string() }),
  z.object({ type: z.literal('proof'), email: z.string() }),
  ConfirmationSchema.extend({ type: z.literal('confirmation') }),
  FormSchema,
]) satisfies z.ZodType<Question>

const AnswersSchema = z.object({
  enteredEmail: textSchema,
  verifiedEmail: textSchema,
  acceptedTerms: textSchema,
  confirmed: z.array(z.string()),
  forms: z.record(z.string(), QuestionValuesSchema).default({}),
} satisfies FieldSchemas<Answers>)

/** The state of a paused sign-in, stored as encrypted JSON. */
export const PartialStateSchema = z.object({
  identity: IdentitySchema,
  intent: z.enum(['sign-in', 'connect']),
  /** Where to go afterwards; it was checked when the sign-in started. */
  returnTo: z.string(),
  question: QuestionSchema,
  answers: AnswersSchema,
  /**
   * The session epoch of a known user when the sign-in was paused, or when the password was verified; see
   * `VerifiedSignIn`.
   */
  epoch: z.exactOptional(z.number()),
  /** The argon2id hash of the password that a new user has chosen. */
  passwordHash: textSchema,
  /** The user who was signed in in that browser when the sign-in was paused. */
  signedInUserId: textSchema,
  /** The page's half of the code that was sent, and the address that it was sent to. */
  emailedCode: z.object({ handle: z.string(), email: z.string() }).nullable(),
  /** Where the sign-in was started, for a user who is asked about it in another browser. */
  origin: z.object({ userAgent: textSchema, address: textSchema }),
})

/** A paused sign-in: whose it is, the question, and the answers so far. Contains secrets. */
export type PartialState = Readonly<z.infer<typeof PartialStateSchema>>
