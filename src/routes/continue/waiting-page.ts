import type { Context } from 'koa'
import { PortcullisError } from '../../errors.js'
import type { Paused } from '../../partials/partials.js'
import { notesOf } from '../../web/context.js'
import { single } from '../../web/forms.js'
import { againPath } from '../begin.js'
import { visitorFace } from '../face.js'
import { page, type Parts } from '../parts.js'
import { partyOf } from './party.js'

/**
 * Asks for the proof that a form comes from our page, shown in this browser, about this very sign-in.
 * @throws PortcullisError csrf_failed
 */
export function requirePage(
  parts: Parts,
  ctx: Context,
  form: URLSearchParams,
  { id }: Pick<Paused, 'id'>,
): void {
  const proof = single(form, '_proof')
  if (proof !== null && parts.browser.provesForm(ctx, id, proof)) return
  throw new PortcullisError('csrf_failed', { detail: 'no proof, or that of another browser or sign-in' })
}

/** Notes whose failure it is, should the request fail. */
export function noteWaiting(ctx: Context, { reference, backend, waiting }: Paused): void {
  const notes = notesOf(ctx)
  notes.reference = reference
  notes.again = againPath(backend, waiting.next)
}

/** The page after a sign-in was given up. */
export async function droppedPage(parts: Parts, ctx: Context, paused: Paused): Promise<void> {
  const user = visitorFace(parts, ctx)
  const { face: backend } = await partyOf(parts, paused)
  page(ctx, parts.views.render({ name: 'continue-dropped', user, backend }))
}
