import { z } from 'zod'
import type { Identity, ProviderTokens } from '../identity.js'
import type { Answers } from '../pipeline/answers.js'
import type { Question } from '../pipeline/question.js'

const text = z.string().nullable()
const moment = z.coerce.date()

/** A field for each of `T`, so that none that is added there is forgotten here. */
type FieldsOf<T> = Record<keyof T, z.ZodType>

const TokensSchema = z.object({
  accessToken: z.string(),
  refreshToken: text,
  idToken: text,
  expiresAt: moment.nullable(),
  scope: text,
} satisfies FieldsOf<ProviderTokens>)

const IdentitySchema = z.object({
  backend: z.string(),
  issuer: z.string(),
  subject: z.string(),
  email: text,
  emailVerified: z.boolean(),
  preferredUsername: text,
  name: text,
  givenName: text,
  familyName: text,
  picture: text,
  claims: z.record(z.string(), z.unknown()),
  tokens: TokensSchema.nullable(),
  authenticatedAt: z.exactOptional(moment),
  partial: z.exactOptional(z.literal(true)),
  sid: z.exactOptional(z.string()),
} satisfies FieldsOf<Identity>)

const QuestionSchema = z.discriminatedUnion('asks', [
  z.object({ asks: z.literal('email') }),
  z.object({ asks: z.literal('email-code'), email: z.string() }),
  z.object({ asks: z.literal('terms'), url: z.string(), version: z.string() }),
  z.object({ asks: z.literal('proof'), email: z.string() }),
  z.object({
    asks: z.literal('confirmation'),
    ...{ key: z.string(), title: z.string(), text: z.string(), button: z.string() },
  }),
]) satisfies z.ZodType<Question>

const AnswersSchema = z.object({
  givenEmail: text,
  provenEmail: text,
  acceptedTerms: text,
  confirmed: z.array(z.string()),
} satisfies FieldsOf<Answers>)

/** All that is kept of a paused sign-in, as JSON below the seal. */
export const WaitingSchema = z.object({
  identity: IdentitySchema,
  intent: z.enum(['sign-in', 'connect']),
  /** Where to go afterwards, checked when the sign-in began. */
  next: z.string(),
  question: QuestionSchema,
  answers: AnswersSchema,
  /** The session epoch of a known user when it was paused, or when their password was looked up; see `Entrant`. */
  epoch: z.exactOptional(z.number()),
  /** The argon2id hash of the password that a new user has chosen. */
  passwordHash: text,
  /** Who was signed in in that browser when it was paused. */
  visitorId: text,
  /** The page's half of the code that was sent, and where it was sent. */
  mailed: z.object({ handle: z.string(), email: z.string() }).nullable(),
  /** Where it was begun, for a person who is asked about it in another browser. */
  begun: z.object({ userAgent: text, address: text }),
})

/** A paused sign-in: who it is for, what is asked, and what has been answered. Holds secrets. */
export type Waiting = Readonly<z.infer<typeof WaitingSchema>>
