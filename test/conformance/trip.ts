import { type FormPost, type Op, parseFormPost } from '../support/provider/index.js'
import type { Site } from '../support/site.js'
import type { Answer, Visitor } from '../support/visitor.js'

/** A running site, and the provider behind one of its backends. */
export interface Scene {
  readonly site: Site
  readonly op: Op
  readonly backend: string
}

/** A visitor on the way back from the provider, the answer in hand but not delivered. */
export interface Trip {
  readonly visitor: Visitor
  /** The URL the browser is sent to; for form_post the address of the form. */
  readonly callback: string
  readonly form: FormPost | null
}

/** Goes to the provider and stops before the callback, whether the answer comes by query or by form; or is refused. */
export async function depart({ site, backend }: Scene): Promise<Trip | Answer> {
  const visitor = site.visitor()
  const start = await visitor.ask(`/login/${backend}`)
  if (start.location === null) return start
  const back = await visitor.ask(start.location)
  if (back.location !== null) return { visitor, callback: back.location, form: null }
  const form = parseFormPost(back.body)
  return { visitor, callback: form.action, form }
}

/** Delivers the answer, by this visitor or the one given; the answer of the callback itself. */
export async function arrive({ site }: Scene, trip: Trip, visitor = trip.visitor): Promise<Answer> {
  if (trip.form === null) return visitor.ask(trip.callback)
  // A cross-site POST carries no Lax cookies, so a browser without any stands for it.
  const posted = await site.visitor().ask(trip.form.action, { form: trip.form.fields })
  return posted.location === null ? posted : visitor.ask(posted.location)
}

/** The whole way; where the first refusal is, or the answer of the callback. */
export async function travel(scene: Scene): Promise<Answer> {
  const trip = await depart(scene)
  return 'status' in trip ? trip : arrive(scene, trip)
}

/** The code an error page shows. */
export function errorCode(answer: Answer): string | null {
  return /<dt>Error<\/dt><dd>\d{3} ([a-z_]+)<\/dd>/.exec(answer.body)?.[1] ?? null
}

/** An error page of the site's own that tells nobody how we work, what the provider said, or any secret. */
export function expectCleanRefusal(answer: Answer, { op }: Scene): void {
  expect([400, 401, 403, 404, 405, 409, 413, 415, 502, 503, 504]).toContain(answer.status)
  expect(errorCode(answer)).not.toBeNull()
  expect(answer.body).toContain('<dt>Reference</dt>')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  for (const secret of [op.clientSecret, ...op.idTokens, 'node_modules', '    at ', 'error_description']) {
    expect(answer.body).not.toContain(secret)
  }
}
