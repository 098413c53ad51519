import type Router from 'koa-router'
import { type AdminActionKind, toAuditEvent } from '../../../audit/audit-event.js'
import { MAX_MARK_BYTES, parseMark } from '../../../backends/marks/mark.js'
import { PortcullisError } from '../../../errors.js'
import { ENGLISH } from '../../../locales/locales.js'
import { message } from '../../../locales/messages.js'
import { translatorOf } from '../../../middleware/language.js'
import { readUpload, uploadedFile } from '../../../middleware/upload.js'
import type { Queries } from '../../../store/store.js'
import { renderErrorsOnForm } from '../../form-errors.js'
import { withFlash } from '../../flash.js'
import { redirect, type Services } from '../../services.js'
import { type RecentAdministrator, requireAdmin, requireRecentAdminForm, toActor } from '../access.js'
import { providerPage, requireProvider } from './show.js'

/** The picture that administrators give a provider. */
export function providerMarkRoutes(router: Router, services: Services): void {
  // Before the body is read, so that others cannot make the server parse files.
  const onlyAdministrators: Parameters<typeof router.use>[0] = async (ctx, next) => {
    requireAdmin(services, ctx)
    await next()
  }

  router.post(
    '/admin/providers/:provider/mark',
    onlyAdministrators,
    readUpload('picture', MAX_MARK_BYTES),
    async (ctx) => {
      const provider = await requireProvider(services, ctx.params['provider'])
      const { name } = provider.row
      const current = requireRecentAdminForm(services, ctx, providerPath(name))
      const result = parseMark(uploadedFile(ctx))
      if ('problem' in result) {
        const { problem } = result
        const page = await providerPage(services, ctx, current, provider)
        renderErrorsOnForm(ctx, (markError) => ({ ...page, markError, notice: null }))
        const text = message('adminMark.rejected', { problem: translatorOf(ctx).format(problem) })
        throw new PortcullisError('mark_rejected', { detail: ENGLISH.format(problem), text })
      }
      await changeMark(services, current, { name, kind: 'provider.mark-saved' }, async (tx, changedAt) => {
        await tx.saveMark({ name, ...result.mark, changedAt })
        return true
      })
      redirect(ctx, withFlash(services.site.basePath + providerPath(name), 'provider-mark-saved'))
    },
  )

  router.post('/admin/providers/:provider/mark/remove', async (ctx) => {
    const { row } = await requireProvider(services, ctx.params['provider'])
    const { name } = row
    const current = requireRecentAdminForm(services, ctx, providerPath(name))
    await changeMark(services, current, { name, kind: 'provider.mark-removed' }, (tx) => tx.deleteMark(name))
    redirect(ctx, withFlash(services.site.basePath + providerPath(name), 'provider-mark-removed'))
  })
}

/** Changes a picture, together with its audit event; every process shows it within two seconds. */
async function changeMark(
  { store, clock, backends }: Pick<Services, 'store' | 'clock' | 'backends'>,
  current: RecentAdministrator,
  { name, kind }: { readonly name: string; readonly kind: AdminActionKind },
  work: (tx: Queries, now: Date) => Promise<boolean>,
): Promise<void> {
  await store.atomically(async (tx) => {
    const now = clock()
    if (await work(tx, now))
      await tx.createEvents([toAuditEvent({ kind, actor: toActor(current), backend: name }, now)])
  })
  await backends.dynamic.refresh()
}

function providerPath(name: string): string {
  return `/admin/providers/${encodeURIComponent(name)}`
}
