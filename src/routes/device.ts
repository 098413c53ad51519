import type Router from 'koa-router'
import type { Context } from 'koa'
import { approveDevice, denyDevice } from '../devices/decide-device.js'
import { findDevice } from '../devices/find-device.js'
import { normalUserCode, shownUserCode } from '../devices/user-code.js'
import { PortcullisError } from '../errors.js'
import { networkOf } from '../limits/network-of.js'
import type { Current } from '../session/current.js'
import type { Device } from '../store/devices.js'
import { agoOf } from '../views/wording.js'
import { browserName } from '../web/browser-name.js'
import { noteSignIn, notesOf } from '../web/context.js'
import { formOf, single } from '../web/forms.js'
import { faceOf } from './face.js'
import { page, type Parts, queryParameter, requireForm, seeOther, visitOf } from './parts.js'

const LONGEST_CODE = 40

/** Where a person types or confirms the code of a device, and decides (RFC 8628 section 3.3). */
export function deviceRoutes(router: Router, parts: Parts): void {
  router.get('/device', async (ctx) => {
    const typed = queryParameter(ctx, 'user_code')?.slice(0, LONGEST_CODE) ?? null
    const current = personAt(parts, ctx)
    if (!current) {
      const own = typed === null ? '' : `?${new URLSearchParams({ user_code: typed }).toString()}`
      const next = new URLSearchParams({ next: ctx.path + own }).toString()
      seeOther(ctx, `${parts.site.basePath}/login?${next}`)
      return
    }
    const user = faceOf(current.user)
    if (typed === null) {
      page(ctx, parts.views.render({ name: 'device', user }))
      return
    }
    noteSignIn(ctx, current.session.backend, 'device', { kind: null, userId: current.user.id })
    // A link only shows what there is to decide; the decision is a form of this page.
    const device = await shownDevice(parts, ctx, typed, current)
    page(ctx, confirmPage(parts, ctx, shownUserCode(normalUserCode(typed) ?? ''), device, current))
  })

  router.post('/device', async (ctx) => {
    const current = requireForm(parts, ctx)
    const form = formOf(ctx)
    const typed = single(form, 'user_code', LONGEST_CODE)
    const decision = single(form, 'decision', LONGEST_CODE)
    if (typed === null || (decision !== 'approve' && decision !== 'deny'))
      throw new PortcullisError('bad_request', { detail: 'no code, or neither "approve" nor "deny"' })
    if (!personAt(parts, ctx))
      throw new PortcullisError('login_required', { detail: 'a device cannot let another device in' })
    const kind = decision === 'approve' ? 'device-approved' : 'device-denied'
    noteSignIn(ctx, current.session.backend, 'device', { kind, userId: current.user.id })
    const device = await shownDevice(parts, ctx, typed, current)
    if (decision === 'approve') await approveDevice(parts, device, current)
    else await denyDevice(parts, device)
    const user = faceOf(current.user)
    const approved = decision === 'approve'
    page(ctx, parts.views.render({ name: 'device-decided', user, approved, device: nameOf(device) }))
  })
}

// Whoever holds the session of a device must not be able to multiply it.
function personAt(parts: Parts, ctx: Context): Current | null {
  const current = parts.carrier.current(ctx)
  return current?.session.kind === 'device' ? null : current
}

function shownDevice(parts: Parts, ctx: Context, typed: string, { user }: Current): Promise<Device> {
  notesOf(ctx).again = '/device'
  return findDevice(parts, typed, { userId: user.id, address: visitOf(parts, ctx).address })
}

function nameOf(device: Device): string {
  return device.name ?? device.clientId
}

function confirmPage(
  parts: Parts,
  ctx: Context,
  code: string,
  device: Device,
  { user, csrf }: Current,
): string {
  const here = visitOf(parts, ctx).address
  return parts.views.render({
    name: 'device-confirm',
    user: { ...faceOf(user), username: user.username },
    code,
    device: {
      name: nameOf(device),
      clientId: device.clientId,
      program: browserName(device.userAgent),
      address: device.address,
      sameNetwork: networkOf(device.address) === networkOf(here),
      asked: agoOf(parts.now().getTime() - device.createdAt.getTime()),
    },
    csrf,
  })
}
