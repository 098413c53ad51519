import { decodeJwt } from 'jose'
import type { Op } from './op.js'
import { page, redirect, refusal } from './reply.js'
import type { ProviderRequest, Reply } from './reply.js'
import { mayReturnTo } from './return-address.js'

function isOurs(op: Op, hint: string): boolean {
  try {
    return decodeJwt(hint).iss === op.issuer
  } catch {
    return false
  }
}

/** Signs out without asking, and redirects the browser if its return address is allowed (RP-Initiated Logout, S175). */
export function endSession(op: Op, request: ProviderRequest): Promise<Reply> {
  const asked = request.method === 'POST' ? request.form : request.url.searchParams
  op.endSessions.push(asked)
  const hint = asked.get('id_token_hint')
  if (hint !== null && !isOurs(op, hint)) {
    return Promise.resolve(refusal(400, 'invalid_request', 'the id_token_hint is not from this issuer'))
  }
  const address = asked.get('post_logout_redirect_uri')
  if (address === null) return Promise.resolve(page('<!doctype html><title>Signed out</title>'))
  if (!mayReturnTo(address, op.postLogoutRedirectUris)) {
    return Promise.resolve(refusal(400, 'invalid_request', 'this post_logout_redirect_uri is not registered'))
  }
  const state = asked.get('state')
  const params = new URLSearchParams(state === null ? {} : { state })
  const back = new URL(address)
  for (const [name, value] of op.faults.logoutCallback?.(params) ?? params)
    back.searchParams.append(name, value)
  return Promise.resolve(redirect(back))
}
