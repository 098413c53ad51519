// What a program with a Koa application gets beside `Gate`; public-gate.ts has the rest.

import type { Middleware } from 'koa'
import type { Server } from 'node:http'
import type { Fields, Session, User } from '../public-types.js'
import type { Gate } from './public-gate.js'

/** What `ctx.state` says of a request. */
export interface State<U> {
  user: U | null
  session: Session | null
  /** For forms of the program's own pages: `<input type="hidden" name="_csrf" value="...">`. */
  csrf: string | null
}

/** What `ctx.state` says of a request behind `requireUser`, `requireRole` or `requireForm`. */
export interface SignedIn<U> {
  user: U
  session: Session
  csrf: string
}

/** A gate in a Koa application. */
export interface KoaGate<F extends Fields = Fields, R extends string = string> extends Gate<F, R> {
  /**
   * Answers requests below the path of `baseUrl`; of all others it says in `ctx.state` who sends them. It must come before
   * body parsers.
   */
  middleware(): Middleware<State<User<F, R>>>
  /** Sends a page to the login page, from where it comes back; a program gets 401. */
  requireUser(): Middleware<SignedIn<User<F, R>>>
  /** Also demands one of these roles; otherwise the answer is 403. */
  requireRole(...anyOf: readonly [R, ...R[]]): Middleware<SignedIn<User<F, R>>>
  /**
   * For handlers of forms, behind a body parser: demands a user, that the request comes from this origin, and `_csrf` in the
   * body or in the header X-CSRF-Token. Otherwise the answer is 401 or 403.
   */
  requireForm(): Middleware<SignedIn<User<F, R>>>
  /** Takes the upgrades (WebSockets) below the path of `baseUrl`, and leaves all others to the program. */
  attach(server: Server): Server
}

/** The state of a Koa application with this gate: `new Koa<StateOf<typeof gate>>()`. */
export type StateOf<G> = G extends KoaGate<infer F, infer R> ? State<User<F, R>> : never
