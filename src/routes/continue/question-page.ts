import type { Context } from 'koa'
import type { Paused } from '../../partials/partials.js'
import type { ContinueFrame, FormFault, Page } from '../../views/index.js'
import { faceOf, visitorFace } from '../face.js'
import type { Parts } from '../parts.js'
import { labelOf, partyOf } from './party.js'
import { addressOf } from './pause.js'
import { hasProven } from './proof.js'

/** Where a paused sign-in is, and what to say beside its form. */
export interface Asked {
  readonly token: string
  readonly fault: FormFault | null
  /** What was typed as an address. */
  readonly typed?: string
}

/** The page that asks what this sign-in waits for. */
export async function questionPage(
  parts: Parts,
  ctx: Context,
  paused: Paused,
  { token, fault, typed = '' }: Asked,
): Promise<string> {
  const frame = await frameOf(parts, ctx, paused, { token, fault })
  const { question, mailed } = paused.waiting
  const render = (asking: Page) => parts.views.render(asking)
  switch (question.asks) {
    case 'email':
      return render({ name: 'continue-email', ...frame, email: typed })
    case 'email-code':
      return render({
        ...{ name: 'continue-code', ...frame, address: question.email },
        sent: mailed?.email === question.email,
      })
    case 'terms':
      return render({ name: 'continue-terms', ...frame, terms: question })
    case 'confirmation':
      return render({ name: 'continue-confirmation', ...frame, question })
    case 'proof':
      return proofPage(parts, ctx, { paused, address: question.email, frame })
  }
}

async function frameOf(
  parts: Parts,
  ctx: Context,
  paused: Paused,
  { token, fault }: Pick<Asked, 'token' | 'fault'>,
): Promise<ContinueFrame> {
  return {
    user: visitorFace(parts, ctx),
    backend: (await partyOf(parts, paused)).face,
    label: labelOf(paused.waiting.identity),
    ...{ token, fault },
    proof: parts.browser.formProof(parts.browser.welcome(ctx), paused.id),
  }
}

async function proofPage(
  parts: Parts,
  ctx: Context,
  { paused, address, frame }: { paused: Paused; address: string; frame: ContinueFrame },
): Promise<string> {
  const here = addressOf(parts, frame.token)
  const current = parts.carrier.current(ctx)
  if (current === null || !hasProven(parts, current, paused)) {
    const backends = parts.registry.list()
    const password = parts.passwordBackend !== null
    return parts.views.render({ name: 'continue-proof', ...frame, address, backends, password, back: here })
  }
  const { user, csrf } = current
  const owner = await parts.store.findUserByProvenEmail(address)
  return parts.views.render({
    ...{ name: 'continue-connect', ...frame, address, csrf, back: here },
    user: faceOf(user),
    account: { username: user.username, email: user.email },
    isOwner: owner?.id === user.id,
  })
}
