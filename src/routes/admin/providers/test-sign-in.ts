import type { Context } from 'koa'
import type Router from 'koa-router'
import type { Attempt } from '../../../attempt.js'
import { toAuditEvent } from '../../../audit/audit-event.js'
import type { Backend } from '../../../backends/backend.js'
import { isMailMissing } from '../../../backends/definition/definition.js'
import { resolveBackend } from '../../../backends/resolve-backend.js'
import { PortcullisError } from '../../../errors.js'
import { readForm } from '../../../middleware/body.js'
import { translatorOf } from '../../../middleware/language.js'
import { requestContext } from '../../../middleware/request-context.js'
import { dryRunSignIn } from '../../../pipeline/dry-run.js'
import type { CurrentSession } from '../../../sessions/session-store.js'
import type { VersionId } from '../../../store/backends.js'
import { withFlash } from '../../flash.js'
import { proxiedRequest, redirect, type Services } from '../../services.js'
import { startSignIn } from '../../sign-in.js'
import { requireAdminForm, toActor } from '../access.js'
import { readIntegerField } from './actions.js'
import { sendConfiguredPage } from './configured.js'
import {
  encryptReport,
  type ReportHeader,
  type TestReport,
  toFailureReport,
  toReportView,
  toTestReport,
} from './test-report.js'

/** What is tested: a version of a provider, or a backend of the settings, which has none. */
interface TestTarget {
  readonly backend: Backend
  readonly key: VersionId | null
}

/** The start of a test sign-in: a real attempt at the provider, with the version that is tested. */
export function testSignInRoutes(router: Router, services: Services): void {
  router.post('/admin/providers/:provider/test', async (ctx) => {
    const current = requireAdminForm(services, ctx)
    const name = ctx.params['provider'] ?? ''
    const isOfSettings = !readForm(ctx).has('version')
    const key = isOfSettings ? null : { name, version: readIntegerField(ctx, 'version') }
    requestContext(ctx).retryPath = `/admin/providers/${encodeURIComponent(name)}`
    const backend = key === null ? requireStatic(services, name) : await loadVersion(services, key)
    const returnTo = `${services.site.basePath}/admin/providers/${name}`
    const options = { backend, intent: 'test', admin: current.user, returnTo } as const
    try {
      if (isMailMissing(backend.policy, services.site))
        throw new PortcullisError('backend_needs_mail', { detail: 'requireVerifiedEmail is on' })
      redirect(ctx, await startSignIn(services, ctx, options))
    } catch (error) {
      if (!(error instanceof PortcullisError)) throw error
      await saveReport(
        services,
        ctx,
        current,
        { backend, key },
        toFailureReport(toReportHeader(services, ctx, current), error),
      )
    }
  })
}

/**
 * The end of a test sign-in: a dry run, and its report. Nobody is signed in or out, and nothing is connected, so the
 * response of a provider under test has no effect.
 * @throws PortcullisError session_user_changed unless the administrator who started it is still signed in
 */
export async function finishTestSignIn(
  services: Services,
  ctx: Context,
  { attempt, startedAt }: { readonly attempt: Attempt; readonly startedAt: Date },
  callback: URLSearchParams,
): Promise<void> {
  const { versionId: id } = attempt
  // Checked before the code is redeemed, so that it is not spent for another user, and again afterwards.
  await requireTestingAdmin(services, ctx, attempt)
  const target =
    id === null
      ? { backend: await resolveBackend(services.backends, attempt, startedAt), key: null }
      : { backend: await loadVersion(services, { id }), key: { id } }
  const report = await runTest(services, ctx, attempt, { target, callback })
  await saveReport(services, ctx, await requireTestingAdmin(services, ctx, attempt), target, report)
}

async function runTest(
  services: Services,
  ctx: Context,
  attempt: Attempt,
  { target, callback }: { readonly target: TestTarget; readonly callback: URLSearchParams },
): Promise<TestReport> {
  const { recorder } = requestContext(ctx)
  const { backend } = target
  const header = toReportHeader(services, ctx, await requireTestingAdmin(services, ctx, attempt))
  try {
    const identity = await recorder.time('provider', () =>
      backend.finish(callback, attempt, recorder, proxiedRequest(services, ctx, backend)),
    )
    const result = await dryRunSignIn(services, { identity, policy: backend.policy })
    for (const step of result.steps) recorder.recordStep(step)
    return toTestReport(header, identity, result)
  } catch (error) {
    if (error instanceof PortcullisError) return toFailureReport(header, error)
    throw error
  }
}

function requireStatic({ backends }: Services, name: string): Backend {
  const backend = backends.registry.listStatic().find((each) => each.name === name)
  if (backend !== undefined) return backend
  throw new PortcullisError('unknown_backend', { detail: 'the settings define no backend with this name' })
}

async function loadVersion({ backends }: Services, key: VersionId): Promise<Backend> {
  const loaded = await backends.dynamic.getVersion(key)
  if (!loaded)
    throw new PortcullisError('unknown_backend', { detail: 'there is no usable version with this number' })
  return loaded.backend
}

async function requireTestingAdmin(
  { http }: Pick<Services, 'http'>,
  ctx: Context,
  { userId }: Attempt,
): Promise<CurrentSession> {
  const current = await http.sessions.load(ctx)
  if (current?.user.admin && current.user.id === userId) return current
  throw new PortcullisError('session_user_changed', {
    detail: 'the administrator who started the test is not signed in',
  })
}

function toReportHeader(
  { clock }: Pick<Services, 'clock'>,
  ctx: Context,
  { user }: CurrentSession,
): ReportHeader {
  return {
    at: clock().toISOString(),
    by: user.username,
    reference: requestContext(ctx).recorder.reference,
  }
}

/** Stores the report with its audit event, and shows it. That of a backend of the settings is shown, but not stored. */
async function saveReport(
  services: Services,
  ctx: Context,
  current: CurrentSession,
  { backend, key }: TestTarget,
  report: TestReport,
): Promise<void> {
  const { passed, ending: outcome } = report
  const { name } = backend
  const now = services.clock()
  const code = 'code' in outcome ? { code: outcome.code } : {}
  const toEvent = (detail: Readonly<Record<string, unknown>>) =>
    toAuditEvent({ kind: 'provider.tested', actor: toActor(current), backend: name, detail }, now)
  if (key === null) {
    await services.store.createEvents([toEvent({ passed, ...code })])
    await sendConfiguredPage(services, ctx, current, {
      backend,
      report: toReportView(null, report, translatorOf(ctx)),
    })
    return
  }
  await services.store.atomically(async (tx) => {
    const stored = await tx.getBackendVersion(key)
    const encrypted = stored && encryptReport(services.encrypter, stored.row.id, report)
    if (!stored || !encrypted || !(await tx.saveReport(stored.row.id, encrypted, passed ? now : null)))
      throw new PortcullisError('unknown_backend', { detail: 'the provider was deleted in the meantime' })
    await tx.createEvents([toEvent({ version: stored.row.version, passed, ...code })])
  })
  const path = `${services.site.basePath}/admin/providers/${name}`
  redirect(ctx, withFlash(path, passed ? 'provider-passed' : 'provider-failed'))
}
