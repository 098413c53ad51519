import { z } from 'zod'
import { EVENT_TYPES, type EventType, type PortcullisEvent } from '../event-map.js'
import type { Account, User } from '../public-types.js'
import type { Delivery } from '../store/event-deliveries.js'
import type { RecordedEvent } from '../store/event-recording.js'
import type { Store } from '../store/store.js'
import { readFields, toPublicUser, type UserExtension } from '../user-extension.js'

/** An event with its user, whose fields are records here. */
export type AnyEvent = PortcullisEvent<User>

/** What events are built with. */
export interface EventSources {
  readonly store: Pick<Store, 'findEventUser' | 'getExtraData'>
  /** What the site adds to its users. */
  readonly extension: UserExtension
}

const SessionSchema = z.object({
  id: z.string(),
  kind: z.enum(['browser', 'bearer', 'device']),
  backend: z.string(),
  authenticatedAt: z.coerce.date(),
  expiresAt: z.coerce.date(),
})
const AccountSchema = z.object({
  id: z.string(),
  backend: z.string(),
  issuer: z.string(),
  lastLoginAt: z.coerce.date(),
})
const PersonalSchema = z
  .object({
    subject: z.string().default(''),
    label: z.string().nullable().default(null),
    detail: z.string().nullable().default(null),
  })
  .default({ subject: '', label: null, detail: null })
const DetailSchemas = {
  'signed-in': z.object({ session: SessionSchema, backend: z.string(), isNew: z.boolean() }),
  'signed-out': z.object({
    session: SessionSchema.nullable(),
    reason: z.enum(['person', 'everywhere', 'provider', 'administrator', 'expired', 'replaced']),
  }),
  'sign-in-refused': z.object({ code: z.string(), backend: z.string().nullable() }),
  'sign-in-paused': z.object({ question: z.string(), backend: z.string() }),
  'user-changed': z.object({ changed: z.array(z.string()) }),
  account: z.object({ account: AccountSchema }),
}

/** The stored event of a delivery. */
export function toRecordedEvent(row: Delivery): RecordedEvent {
  const { eventId: id, type, at, userId, reference } = row
  const record = z.record(z.string(), z.unknown())
  return {
    id,
    type,
    at,
    userId,
    reference,
    detail: record.parse(JSON.parse(row.detail)),
    personal: row.personal === null ? null : record.parse(JSON.parse(row.personal)),
  }
}

/**
 * The event as receivers get it. The user and the claims of an account are as they are now, not as they were then, so
 * receivers learn nothing that was deleted since.
 * @returns null for a type of another release
 * @throws when the details are those of another release
 */
export async function buildEvent(sources: EventSources, recorded: RecordedEvent): Promise<AnyEvent | null> {
  const { id, at, reference, detail, userId } = recorded
  const type = EVENT_TYPES.find((each) => each === recorded.type)
  if (type === undefined) return null
  const common = { id, at, reference }
  const personal = PersonalSchema.parse(recorded.personal ?? undefined)
  if (type === 'sign-in-refused')
    return { type, ...common, ...DetailSchemas[type].parse(detail), detail: personal.detail }
  if (type === 'sign-in-paused') return { type, ...common, ...DetailSchemas[type].parse(detail) }
  if (type === 'user-deleted') return { type, ...common, user: { id: userId ?? '' } }
  return buildUserEvent(sources, { type, ...common }, recorded, await findUser(sources, userId ?? '', at))
}

type UserEventType = Exclude<EventType, 'sign-in-refused' | 'sign-in-paused' | 'user-deleted'>

async function buildUserEvent(
  sources: EventSources,
  { type, ...common }: Pick<AnyEvent, 'id' | 'at' | 'reference'> & { readonly type: UserEventType },
  { detail, personal }: Pick<RecordedEvent, 'detail' | 'personal'>,
  user: User,
): Promise<AnyEvent> {
  switch (type) {
    case 'signed-in':
      return { type, ...common, user, ...DetailSchemas[type].parse(detail) }
    case 'signed-out':
      return { type, ...common, user, ...DetailSchemas[type].parse(detail) }
    case 'user-changed':
      return { type, ...common, user, ...DetailSchemas[type].parse(detail) }
    case 'account-linked':
    case 'account-unlinked': {
      const { account } = DetailSchemas.account.parse(detail)
      const { subject, label } = PersonalSchema.parse(personal ?? undefined)
      const claims = await readClaims(sources, account.id)
      return { type, ...common, user, account: { ...account, subject, label, claims } satisfies Account }
    }
    case 'user-created':
    case 'user-enabled':
    case 'user-disabled':
      return { type, ...common, user }
  }
}

async function findUser({ store, extension }: EventSources, id: string, at: Date): Promise<User> {
  const row = await store.findEventUser(id)
  return row === null ? deletedUser(id, at, extension) : toPublicUser(row, extension)
}

/** What receivers learn about a user who was deleted after the event. */
function deletedUser(id: string, at: Date, extension: UserExtension): User {
  return {
    id,
    username: '',
    name: null,
    givenName: null,
    familyName: null,
    picture: null,
    email: null,
    claimedEmail: null,
    language: null,
    active: false,
    admin: false,
    createdAt: at,
    roles: [],
    fields: readFields({ fields: '{}' }, extension),
  }
}

async function readClaims({ store }: EventSources, accountId: string): Promise<Account['claims']> {
  const text = await store.getExtraData(accountId)
  return text === null ? {} : z.record(z.string(), z.unknown()).parse(JSON.parse(text))
}

/** What a webhook gets, before its size is limited. */
export function toPayload({ type, id, at, ...data }: AnyEvent): WebhookPayload {
  return { type, id, timestamp: at.toISOString(), data }
}

/** The body of a webhook's request, in the form of Standard Webhooks. */
export interface WebhookPayload {
  readonly type: EventType | 'test'
  readonly id: string
  /** ISO 8601. */
  readonly timestamp: string
  readonly data: Readonly<Record<string, unknown>>
}
