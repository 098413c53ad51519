import type { Context } from 'koa'
import type Router from 'koa-router'
import { type AdminActionKind, toAuditEvent } from '../../../audit/audit-event.js'
import { isMailMissing } from '../../../backends/definition/definition.js'
import { PortcullisError } from '../../../errors.js'
import { ENGLISH } from '../../../locales/locales.js'
import { readForm, singleParam } from '../../../middleware/body.js'
import type { CurrentSession } from '../../../sessions/session-store.js'
import type { BackendWithVersions } from '../../../store/backends.js'
import type { Queries } from '../../../store/store.js'
import { type FlashCode, withFlash } from '../../flash.js'
import { redirect, sendPage, type Services } from '../../services.js'
import {
  type RecentAdministrator,
  requireAdmin,
  requireAdminForm,
  requireRecentAdminForm,
  toActor,
} from '../access.js'
import { providerQuestionPage, requireConfirmation } from '../questions.js'
import { requireSamePeople } from './save.js'
import { requireProvider } from './show.js'
import { readStoredDefinition } from './status.js'

/** Enabling a version, disabling and deleting a provider: one conditional statement each, with its audit event. */
export function providerActionRoutes(router: Router, services: Services): void {
  router.post('/admin/providers/:provider/enable', async (ctx) => {
    const name = ctx.params['provider'] ?? ''
    const current = requireRecentAdminForm(services, ctx, providerPath(name))
    const [version, revision] = [readIntegerField(ctx, 'version'), readIntegerField(ctx, 'revision')]
    await applyChange(services, name, current, {
      isAlreadyDone: (row) => row?.enabled === true && row.current === version,
      apply: async (tx, row, now) => {
        await requireEnableable(services, tx, row, version)
        if (!(await tx.enableVersion(name, version, revision, now))) return null
        const isRollback = row.current !== null && version < row.current
        return { kind: isRollback ? 'provider.rolled-back' : 'provider.enabled', detail: { version } }
      },
    })
    // The first page of /admin tells a new administrator, who has no account, to connect this provider.
    const hasAccount = (await services.store.listAccounts(current.user.id)).length > 0
    await finishAction(services, ctx, hasAccount ? providerPath(name) : '/admin', 'provider-enabled')
  })

  router.post('/admin/providers/:provider/disable', async (ctx) => {
    const name = ctx.params['provider'] ?? ''
    // No recent sign-in is required, because disabling a provider is the first reaction when something is wrong.
    const current = requireAdminForm(services, ctx)
    const revision = readIntegerField(ctx, 'revision')
    await applyChange(services, name, current, {
      isAlreadyDone: (row) => row?.enabled === false && row.current !== null,
      apply: async (tx, row, now) => {
        const disabled = await tx.disableBackend(name, revision, now)
        return disabled ? { kind: 'provider.disabled', detail: { version: row.current } } : null
      },
    })
    await finishAction(services, ctx, providerPath(name), 'provider-disabled')
  })

  router.post('/admin/providers/:provider/discard', async (ctx) => {
    const name = ctx.params['provider'] ?? ''
    const current = requireRecentAdminForm(services, ctx, providerPath(name))
    const [version, revision] = [readIntegerField(ctx, 'version'), readIntegerField(ctx, 'revision')]
    await applyChange(services, name, current, {
      isAlreadyDone: (row) => row?.versions.every((each) => each.version !== version) === true,
      apply: async (tx, _row, now) => {
        if (!(await tx.touchBackend(name, revision, now))) return null
        if (await tx.deleteFailedVersion(name, version))
          return { kind: 'provider.version-discarded', detail: { version } }
        throw new PortcullisError('bad_request', {
          detail: 'only a version whose test failed can be discarded, and not the only one',
        })
      },
    })
    await finishAction(services, ctx, providerPath(name), 'provider-version-discarded')
  })

  router.get('/admin/providers/:provider/delete', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const { row, label } = await requireProvider(services, ctx.params['provider'])
    const { name, revision } = row
    sendPage(services, ctx, providerQuestionPage(services, ctx, current, { name, label, revision }))
  })

  router.post('/admin/providers/:provider/delete', async (ctx) => {
    const name = ctx.params['provider'] ?? ''
    const current = requireRecentAdminForm(services, ctx, providerPath(name))
    const revision = readIntegerField(ctx, 'revision')
    const label = services.backends.registry.get(name)?.label ?? name
    requireConfirmation(ctx, providerQuestionPage(services, ctx, current, { name, label, revision }))
    await applyChange(services, name, current, {
      isAlreadyDone: (row) => row === null,
      apply: async (tx) => {
        const accounts = await tx.countAccounts(name)
        if (accounts > 0)
          throw new PortcullisError('backend_in_use', {
            detail: `${accounts} accounts are stored under this name`,
          })
        return (await tx.deleteBackend(name, revision)) ? { kind: 'provider.deleted', detail: {} } : null
      },
    })
    await finishAction(services, ctx, '/admin/providers', 'provider-deleted')
  })
}

/** What was done, for the audit event; null when another administrator has changed the provider meanwhile. */
type ActionResult<Kind> = {
  readonly kind: Kind
  readonly detail: Readonly<Record<string, unknown>>
} | null

interface ProviderChange<Kind extends AdminActionKind = AdminActionKind> {
  readonly apply: (tx: Queries, row: BackendWithVersions, now: Date) => Promise<ActionResult<Kind>>
  /** Whether nothing is left to do, as when a button was pressed twice: then nothing happens, without an error. */
  readonly isAlreadyDone: (row: BackendWithVersions | null) => boolean
}

/** Only disabling a provider compiles without a recent sign-in. */
async function applyChange(
  services: Pick<Services, 'clock' | 'store'>,
  name: string,
  current: RecentAdministrator,
  change: ProviderChange,
): Promise<void>
async function applyChange(
  services: Pick<Services, 'clock' | 'store'>,
  name: string,
  current: CurrentSession,
  change: ProviderChange<'provider.disabled'>,
): Promise<void>
async function applyChange(
  { clock, store }: Pick<Services, 'clock' | 'store'>,
  name: string,
  current: CurrentSession,
  { apply, isAlreadyDone }: ProviderChange,
): Promise<void> {
  const actor = toActor(current)
  await store.atomically(async (tx) => {
    const now = clock()
    const row = await tx.getBackend(name)
    if (isAlreadyDone(row)) return
    if (!row) throw new PortcullisError('not_found', { detail: 'no provider has this name' })
    const result = await apply(tx, row, now)
    if (result !== null) await tx.createEvents([toAuditEvent({ ...result, actor, backend: name }, now)])
    else if (!isAlreadyDone(await tx.getBackend(name)))
      throw new PortcullisError('backend_version_conflict', {
        detail: 'the provider has another revision than the page',
      })
  })
}

/**
 * @throws PortcullisError backend_untested; definition_invalid for a version that cannot be read; backend_needs_mail;
 *   backend_in_use when accounts could get other owners
 */
async function requireEnableable(
  services: Services,
  tx: Queries,
  row: BackendWithVersions,
  version: number,
): Promise<void> {
  const requested = row.versions.find((each) => each.version === version)
  if (!requested) throw new PortcullisError('not_found', { detail: `there is no version ${version}` })
  if (requested.testedAt === null)
    throw new PortcullisError('backend_untested', { detail: `version ${version}` })
  const { definition, errors } = readStoredDefinition(services, requested)
  if (definition === null)
    throw new PortcullisError('definition_invalid', {
      detail: errors.map((each) => ENGLISH.format(each)).join(' '),
    })
  if (isMailMissing(definition, services.site))
    throw new PortcullisError('backend_needs_mail', {
      detail: `requireVerifiedEmail is on in version ${version}`,
    })
  await requireSamePeople(services, tx, row, definition)
}

// This process knows the change at once, every other process within two seconds.
async function finishAction(
  { backends, site }: Pick<Services, 'backends' | 'site'>,
  ctx: Context,
  path: string,
  notice: FlashCode,
): Promise<void> {
  await backends.dynamic.refresh()
  redirect(ctx, withFlash(site.basePath + path, notice))
}

function providerPath(name: string): string {
  return `/admin/providers/${encodeURIComponent(name)}`
}

/** An integer field of the form. @throws PortcullisError bad_request */
export function readIntegerField(ctx: Context, field: string): number {
  const text = singleParam(readForm(ctx), field, 10) ?? ''
  if (!/^\d{1,9}$/.test(text))
    throw new PortcullisError('bad_request', { detail: `${field} is not a number` })
  return Number(text)
}
