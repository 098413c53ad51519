// The events that a program can receive: the handlers of the configuration, listeners, and webhooks. They are part of the
// package's declarations, so this imports nothing that leads to the database. docs/events.md describes each.

import type { Account, BaseUser, Session } from './public-types.js'

/** All types of events. The list is closed: a receiver that knows these knows all. */
export const EVENT_TYPES = [
  'signed-in',
  'signed-out',
  'sign-in-refused',
  'sign-in-paused',
  'user-created',
  'user-changed',
  'user-enabled',
  'user-disabled',
  'user-deleted',
  'account-linked',
  'account-unlinked',
] as const
export type EventType = (typeof EVENT_TYPES)[number]

/** Why a session ended. */
export type SignOutReason =
  /** The user signed out in this browser, program or device, or ended this session from another one. */
  | 'person'
  /** The user ended all sessions, or all others. */
  | 'everywhere'
  /** The provider ended the session, or refused the user. */
  | 'provider'
  | 'administrator'
  /** The session was too old, or unused for too long. Told when its row is purged. */
  | 'expired'
  /** The browser that had this session has signed in again. */
  | 'replaced'

/** What each event says. `U` is the user with the fields and roles of the site. */
export interface EventMap<U> {
  'signed-in': {
    readonly user: U
    readonly session: Session
    readonly backend: string
    /** Whether this sign-in has created the user. */
    readonly isNew: boolean
  }
  'signed-out': {
    readonly user: U
    /** Null for all sessions of the user that the session store cannot name. */
    readonly session: Session | null
    readonly reason: SignOutReason
  }
  'sign-in-refused': {
    /** The code of the error page. */
    readonly code: string
    readonly detail: string | null
    readonly backend: string | null
  }
  'sign-in-paused': {
    /** What the user is asked, such as "email" or "terms". */
    readonly question: string
    readonly backend: string
  }
  'user-created': { readonly user: U }
  'user-changed': { readonly user: U; readonly changed: readonly string[] }
  'user-enabled': { readonly user: U }
  'user-disabled': { readonly user: U }
  /** Nothing else is known about a deleted user. */
  'user-deleted': { readonly user: Pick<BaseUser, 'id'> }
  'account-linked': { readonly user: U; readonly account: Account }
  'account-unlinked': { readonly user: U; readonly account: Account }
}

/** An event of one type. */
export type EventOf<U, T extends EventType> = {
  readonly type: T
  /** The same for each delivery of the event. */
  readonly id: string
  readonly at: Date
  /** The reference number of the request, as on error pages; null at the command line. */
  readonly reference: string | null
} & EventMap<U>[T]

/** An event of any type. */
export type PortcullisEvent<U> = { [T in EventType]: EventOf<U, T> }[EventType]

/** A handler for each type of event that a program wants. One that throws is called again later. */
export type Handlers<U> = {
  readonly [T in EventType]?: (event: EventOf<U, T>) => void | Promise<void>
}

/** A receiver of events over HTTP, signed as Standard Webhooks has it, and tried for three days. */
export interface Webhook {
  readonly url: string
  /** `whsec_` and the key in base64. With several, each request has a signature of each, so that a receiver can change. */
  readonly secret: string | readonly string[]
  /** The types of events that it gets; all without this. */
  readonly events?: readonly EventType[]
}

/** A webhook of the settings. It is here because the declarations of the package have the settings. */
export interface WebhookSettings {
  readonly url: string
  /** The keys that sign, at least one. */
  readonly secrets: readonly Uint8Array[]
  readonly events: readonly EventType[]
}
