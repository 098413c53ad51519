import type { Context } from 'koa'
import type Router from 'koa-router'
import { PortcullisError } from '../errors.js'
import { approveDevice, denyDevice, findDevice } from '../flows/device-approval.js'
import { formatUserCode, parseUserCode } from '../flows/device-grant.js'
import { readForm, singleParam } from '../middleware/body.js'
import { browserName } from '../middleware/client-info.js'
import { translatorOf } from '../middleware/language.js'
import { requestContext } from '../middleware/request-context.js'
import type { Page } from '../pages/render.js'
import { networkKey } from '../rate-limit/rate-limiter.js'
import { sessionBackend } from '../sessions/derive-session.js'
import type { CurrentSession } from '../sessions/session-store.js'
import type { Device } from '../store/devices.js'
import { notifyAccessChange } from './account-notices.js'
import {
  isRecentlyAuthenticated,
  requireRecentLogin,
  sessionOrLogin,
  signInAgainPath,
  toUserSummary,
} from './current-user.js'
import { clientInfo, queryParam, requireCsrf, sendPage, type Services } from './services.js'

const MAX_CODE_LENGTH = 40

/** The page where users type or confirm the code of a device, and decide about it (RFC 8628 section 3.3). */
export function deviceRoutes(router: Router, services: Services): void {
  router.get('/device', async (ctx) => {
    const userCode = queryParam(ctx, 'user_code')?.slice(0, MAX_CODE_LENGTH) ?? null
    const current = sessionOrLogin(services, ctx, signInAgainPath(devicePath(services, userCode)))
    if (current === null) return
    const user = toUserSummary(current.user)
    if (userCode === null) {
      sendPage(services, ctx, { name: 'device', user })
      return
    }
    requestContext(ctx).recorder.recordSignIn(sessionBackend(current.session) ?? '', 'device', {
      eventKind: null,
      userId: current.user.id,
    })
    // A link only shows what there is to decide; the decision is made with a form on this page.
    const device = await loadDevice(services, ctx, userCode, current)
    sendPage(
      services,
      ctx,
      confirmPage(services, ctx, formatUserCode(parseUserCode(userCode) ?? ''), device, current),
    )
  })

  router.post('/device', async (ctx) => {
    const current = requireCsrf(services, ctx)
    const form = readForm(ctx)
    const userCode = singleParam(form, 'user_code', MAX_CODE_LENGTH)
    const decision = singleParam(form, 'decision', MAX_CODE_LENGTH)
    if (userCode === null || (decision !== 'approve' && decision !== 'deny'))
      throw new PortcullisError('bad_request', { detail: 'no code, or neither "approve" nor "deny"' })
    const eventKind = decision === 'approve' ? 'device-approved' : 'device-denied'
    requestContext(ctx).recorder.recordSignIn(sessionBackend(current.session) ?? '', 'device', {
      eventKind,
      userId: current.user.id,
    })
    const device = await loadDevice(services, ctx, userCode, current)
    if (decision === 'approve') {
      const proof = requireRecentLogin(services, ctx, current, devicePath(services, userCode))
      await approveDevice(services, device, { ...current, proof })
      notifyAccessChange(services, ctx, current.user, { kind: 'device-approved' })
    } else await denyDevice(services, device)
    const user = toUserSummary(current.user)
    const isApproved = decision === 'approve'
    sendPage(services, ctx, { name: 'device-decided', user, isApproved, device: deviceName(device) })
  })
}

function loadDevice(
  services: Services,
  ctx: Context,
  userCode: string,
  { user }: CurrentSession,
): Promise<Device> {
  requestContext(ctx).retryPath = '/device'
  return findDevice(services, userCode, { userId: user.id, address: clientInfo(services, ctx).address })
}

/** The page of this code, with the base path. */
function devicePath({ site }: Pick<Services, 'site'>, userCode: string | null): string {
  const query = userCode === null ? '' : `?${new URLSearchParams({ user_code: userCode }).toString()}`
  return `${site.basePath}/device${query}`
}

function deviceName(device: Device): string {
  return device.name ?? device.clientId
}

function confirmPage(
  services: Services,
  ctx: Context,
  code: string,
  device: Device,
  current: CurrentSession,
): Page {
  const { user, csrf } = current
  const clientAddress = clientInfo(services, ctx).address
  return {
    name: 'device-confirm',
    user: { ...toUserSummary(user), username: user.username },
    code,
    device: {
      name: deviceName(device),
      clientId: device.clientId,
      program: browserName(device.userAgent, translatorOf(ctx)),
      address: device.address,
      sameNetwork: networkKey(device.address) === networkKey(clientAddress),
      requestedAgo: translatorOf(ctx).ago(services.clock().getTime() - device.createdAt.getTime()),
    },
    csrf,
    // A session that has outlived its account cannot approve a device, so its user must sign in again as well.
    isRecent: sessionBackend(current.session) !== null && isRecentlyAuthenticated(current, services.clock()),
  }
}
