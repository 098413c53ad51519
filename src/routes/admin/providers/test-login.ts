import type Router from 'koa-router'
import type { Context } from 'koa'
import type { Attempt } from '../../../attempt.js'
import { lacksMail } from '../../../backends/lacks-mail.js'
import { rehearse } from '../../../entry/rehearse.js'
import { PortcullisError } from '../../../errors.js'
import { deedEvent } from '../../../journal/deed.js'
import type { Current } from '../../../session/current.js'
import { inPhase, notesOf } from '../../../web/context.js'
import { beginAttempt } from '../../begin.js'
import { withNotice } from '../../notices.js'
import { type Parts, seeOther } from '../../parts.js'
import { actorOf, requireAdminForm } from '../administrator.js'
import { numberIn } from './acts.js'
import { failureReport, type Report, type ReportHead, reportOf, sealReport } from './report.js'

/** Which version is tested. */
interface Tested {
  readonly name: string
  readonly version: number
}

/** The start of a test login: a true trip to the provider, with the version that is to be tested. */
export function testLoginRoutes(router: Router, parts: Parts): void {
  router.post('/admin/providers/:provider/test', async (ctx) => {
    const current = requireAdminForm(parts, ctx)
    const tested = { name: ctx.params['provider'] ?? '', version: numberIn(ctx, 'version') }
    notesOf(ctx).again = `/admin/providers/${encodeURIComponent(tested.name)}`
    const backend = await backendOf(parts, tested)
    const next = `${parts.site.basePath}/admin/providers/${tested.name}`
    const wish = { backend, intent: 'test', userId: current.user.id, next } as const
    try {
      if (lacksMail(backend.policy, parts.house))
        throw new PortcullisError('backend_needs_mail', { detail: 'validateEmail is on' })
      seeOther(ctx, await beginAttempt(parts, ctx, wish))
    } catch (error) {
      if (!(error instanceof PortcullisError)) throw error
      await conclude(parts, ctx, current, tested, failureReport(headOf(parts, ctx, current), error))
    }
  })
}

/**
 * The end of a test login: what came back is rehearsed and reported. Nobody is signed in, in or out, and nothing is
 * connected, so that the answer of a provider under test is worth nothing to anybody.
 * @throws PortcullisError user_changed unless the administrator who began it is still signed in
 */
export async function finishTestLogin(
  parts: Parts,
  ctx: Context,
  attempt: Attempt,
  callback: URLSearchParams,
): Promise<void> {
  const { backend: name, version } = attempt
  if (version === null) throw new PortcullisError('unknown_backend', { detail: 'a test of no version' })
  // Asked first, so that no code is spent for anybody else, and again, since they may have signed out meanwhile.
  await testingAdmin(parts, ctx, attempt)
  const report = await reported(parts, ctx, attempt, { name, version }, callback)
  await conclude(parts, ctx, await testingAdmin(parts, ctx, attempt), { name, version }, report)
}

async function reported(
  parts: Parts,
  ctx: Context,
  attempt: Attempt,
  tested: Tested,
  callback: URLSearchParams,
): Promise<Report> {
  const backend = await backendOf(parts, tested)
  const head = headOf(parts, ctx, await testingAdmin(parts, ctx, attempt))
  try {
    const identity = await inPhase(ctx, 'provider', (calls) => backend.finish(callback, attempt, calls))
    const rehearsal = await rehearse(parts, { identity, policy: backend.policy })
    notesOf(ctx).trace.push(...rehearsal.steps)
    return reportOf(head, identity, rehearsal)
  } catch (error) {
    if (error instanceof PortcullisError) return failureReport(head, error)
    throw error
  }
}

async function backendOf({ added }: Parts, { name, version }: Tested) {
  const found = await added.at(name, version)
  if (!found)
    throw new PortcullisError('unknown_backend', { detail: 'there is no such version that can be used' })
  return found.backend
}

async function testingAdmin(parts: Parts, ctx: Context, { userId }: Attempt): Promise<Current> {
  const current = await parts.carrier.load(ctx)
  if (current?.user.admin && current.user.id === userId) return current
  throw new PortcullisError('user_changed', {
    detail: 'the administrator who began the test is not signed in',
  })
}

function headOf(parts: Parts, ctx: Context, { user }: Current): ReportHead {
  return { at: parts.now().toISOString(), by: user.username, reference: notesOf(ctx).reference }
}

/** Keeps the report, with the event, and shows it. */
async function conclude(
  parts: Parts,
  ctx: Context,
  current: Current,
  { name, version }: Tested,
  report: Report,
): Promise<void> {
  const { passed, ending } = report
  const now = parts.now()
  await parts.store.atomically(async (store) => {
    const found = await store.backendVersion(name, version)
    const sealed = found && sealReport(parts.house.vault, found.row.id, report)
    if (!found || !sealed || !(await store.keepReport(found.row.id, sealed, passed ? now : null)))
      throw new PortcullisError('unknown_backend', { detail: 'it was deleted meanwhile' })
    const code = 'code' in ending ? { code: ending.code } : {}
    const detail = { version, passed, ...code }
    const deed = { kind: 'provider.tested', actor: actorOf(current), backend: name, detail } as const
    await store.createEvents([deedEvent(deed, now)])
  })
  const path = `${parts.site.basePath}/admin/providers/${name}`
  seeOther(ctx, withNotice(path, passed ? 'provider-passed' : 'provider-failed'))
}
