// The test kit as a test sees it. These types are part of the package's declarations, so they import only types that are
// part of them, too.

import type { RequestListener } from 'node:http'
import type { Logger } from 'pino'
import type { CodeIdentity } from '../backends/code/functions.js'
import type { PortcullisEvent } from '../event-map.js'
import type { KoaGate } from '../gate/public-koa-gate.js'
import type { Fields, User } from '../public-types.js'

/** The options of a kit, besides the configuration. */
export interface KitOptions {
  /** The URL of a Postgres database, in which the kit creates a schema; by default, the database is a SQLite file. */
  readonly database?: string
  /** Settings that the site gets from its environment. The variables of the process do not count. */
  readonly env?: Readonly<Record<string, string | undefined>>
  /** The folder that relative paths of the configuration start from; by default, the working directory of the process. */
  readonly folder?: string
  /**
   * Prepares the database at this URL for steps that use tables of the program's own, before the site opens. `reset`
   * restores the rows that it has added.
   */
  readonly prepare?: (databaseUrl: string) => Promise<void> | void
  /** The log; by default, nothing is logged. */
  readonly log?: Logger
}

/** The values of the fields of a form, by name. */
export type FormAnswer = Readonly<Record<string, string | boolean>>

/**
 * What a user answers to questions, by the key of the question: `true` for a confirmation, the values of a form, and for
 * the questions of Portcullis `{ email: 'ada@example.com', 'email-code': true, terms: true }`. A list of keys stands for
 * `true` to each.
 */
export type KitAnswers = readonly string[] | Readonly<Record<string, true | string | FormAnswer>>

/** How a user signs in. */
export interface SignInOptions {
  /** The backend; by default, the first one of the configuration. */
  readonly backend?: string
  readonly answers?: KitAnswers
}

/** A user who has signed in. */
export interface SignedInVisitor<U> {
  readonly user: U
  /** For fetch and supertest. */
  readonly headers: { readonly cookie: string }
  /** The same session for programs: `Authorization: Bearer …`. */
  readonly bearer: string
  /** For Playwright, `context.addCookies([...ada.cookies])`, and Puppeteer, `browser.setCookie(...ada.cookies)`. */
  readonly cookies: readonly KitCookie[]
}

/** A cookie as browser drivers take it. */
export interface KitCookie {
  readonly name: string
  readonly value: string
  readonly domain: string
  readonly path: string
  readonly httpOnly: boolean
  readonly secure: boolean
  readonly sameSite: 'Strict' | 'Lax' | 'None'
}

/** What can go wrong at each endpoint of a fake provider. `slow` takes longer than any sign-in waits. */
export interface ProviderFaults {
  readonly discovery: 'down' | 'slow'
  readonly jwks: 'down' | 'slow'
  /** `denied`: the user cancels the sign-in. */
  readonly authorize: 'denied'
  readonly token: 'down' | 'slow' | 'wrong-nonce' | 'wrong-audience' | 'forged-signature'
  readonly userinfo: 'down' | 'slow' | 'other-subject'
}

/** The provider of one backend, on this machine, with real keys. */
export interface FakeProvider {
  /** Says who signs in from now on. */
  user(person: CodeIdentity): void
  /** Makes an endpoint or the provider misbehave, until `behave` or `reset`. */
  fault<E extends keyof ProviderFaults>(endpoint: E, fault: ProviderFaults[E]): void
  /** Ends all faults. */
  behave(): void
  /** The requests so far, by the names of the endpoints. */
  readonly requests: readonly { readonly endpoint: string; readonly at: Date }[]
}

/** An email that the site has sent. */
export interface KitMail {
  readonly to: string
  readonly subject: string
  readonly text: string
  readonly html: string
  /** The code in it; null without one. */
  readonly code: string | null
}

/** The emails of the site, in the order in which they were sent. */
export interface KitMails {
  readonly all: readonly KitMail[]
  latestTo(address: string): KitMail | null
}

/** A site of a configuration, with everything around it. */
export interface Kit<F extends Fields = Fields, R extends string = string> {
  readonly gate: KoaGate<F, R>
  /** Where the kit listens: an origin such as `http://localhost:49152`. The pages of the gate are below its `baseUrl`. */
  readonly url: string
  /** Serves an application at `url`: `kit.serve(app.callback())`. Before that, only the gate is there. */
  serve(listener: RequestListener): void
  /**
   * Signs a user in: through the pipeline, to a session, without HTTP and without a provider.
   * @throws Error when the sign-in asks a question without an answer, and for an answer to no question; the error of the
   * sign-in, with its code, when it is refused
   */
  signIn(person: CodeIdentity, options?: SignInOptions): Promise<SignedInVisitor<User<F, R>>>
  /** The provider of this backend, for tests in a browser. */
  provider(backend: string): FakeProvider
  readonly mails: KitMails
  /** The events so far. Those of requests follow their responses: `await kit.settled()`. */
  readonly events: readonly PortcullisEvent<User<F, R>>[]
  /** Resolves when `events` has everything that has happened. */
  settled(): Promise<void>
  /** Moves the clock of the site and of its providers: `30m`, `12h`, `15d`. */
  advance(duration: string): void
  /** Makes everything as it was at first: no users, no emails, no events, honest providers, the right time. */
  reset(): Promise<void>
  /** Ends everything, and removes the database. */
  close(): Promise<void>
}
