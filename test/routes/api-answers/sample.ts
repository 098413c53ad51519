import type { Op } from '../../support/provider/index.js'
import type { PostOffice } from '../../support/smtp-server.js'
import type { Site } from '../../support/site.js'
import type { Answer, Visitor } from '../../support/visitor.js'

/** What access tokens must be made for to be traded at `acme`, besides having the scope `openid`. */
export const AUDIENCE = 'https://portcullis.example'

/** What a sample may use: a running site with the backend `acme`. */
export interface World {
  readonly site: Site
  readonly op: Op
  readonly office: PostOffice
  /** A new browser that is signed in, each as somebody else. */
  readonly signedIn: () => Promise<Visitor>
}

/** A real call that ends with this status of this operation. */
export interface Sample {
  /** Method and path, as the document has them: `GET /api/sessions/{id}`. */
  readonly operation: string
  readonly status: number
  readonly ask: (world: World) => Promise<Answer>
}

/** The headers of a program that carries the session of this browser as a bearer token. */
export function bearer(visitor: Visitor): { authorization: string } {
  return { authorization: `Bearer ${visitor.cookie('portcullis') ?? ''}` }
}

/** The id of the session of this browser. */
export async function sessionIdOf(visitor: Visitor): Promise<string> {
  const { body } = await visitor.ask('/api/session')
  const id = /"session":\{"id":"([\w-]+)"/.exec(body)?.[1]
  if (id === undefined) throw new Error(`no session: ${body}`)
  return id
}
