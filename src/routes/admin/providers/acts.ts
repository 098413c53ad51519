import type Router from 'koa-router'
import type { Context } from 'koa'
import { lacksMail } from '../../../backends/lacks-mail.js'
import { PortcullisError } from '../../../errors.js'
import { type DeedKind, deedEvent } from '../../../journal/deed.js'
import type { BackendWithVersions } from '../../../store/backend-rows.js'
import type { StoreVerbs } from '../../../store/store.js'
import { formOf, single } from '../../../web/forms.js'
import { type Notice, withNotice } from '../../notices.js'
import { type Parts, seeOther } from '../../parts.js'
import { actorOf, requireAdminForm, requireRecentAdminForm } from '../administrator.js'
import { holdsOthers } from './save.js'
import { readVersion } from './state.js'

/** Putting versions into use, switching off, and deleting: each one conditional statement, with its event. */
export function providerActRoutes(router: Router, parts: Parts): void {
  router.post('/admin/providers/:provider/enable', async (ctx) => {
    const name = ctx.params['provider'] ?? ''
    const current = requireRecentAdminForm(parts, ctx, pathOf(name))
    const [version, revision] = [numberIn(ctx, 'version'), numberIn(ctx, 'revision')]
    await change(parts, name, actorOf(current), {
      isSo: (row) => row?.enabled === true && row.current === version,
      act: async (store, row, now) => {
        await requireEnabling(parts, store, row, version)
        if (!(await store.enableVersion(name, version, revision, now))) return null
        const back = row.current !== null && version < row.current
        return { kind: back ? 'provider.rolled-back' : 'provider.enabled', detail: { version } }
      },
    })
    await done(parts, ctx, pathOf(name), 'provider-enabled')
  })

  router.post('/admin/providers/:provider/disable', async (ctx) => {
    const name = ctx.params['provider'] ?? ''
    // Not only for those who signed in lately: it is what one does first when something is wrong.
    const current = requireAdminForm(parts, ctx)
    const revision = numberIn(ctx, 'revision')
    await change(parts, name, actorOf(current), {
      isSo: (row) => row?.enabled === false && row.current !== null,
      act: async (store, row, now) => {
        const disabled = await store.disableBackend(name, revision, now)
        return disabled ? { kind: 'provider.disabled', detail: { version: row.current } } : null
      },
    })
    await done(parts, ctx, pathOf(name), 'provider-disabled')
  })

  router.post('/admin/providers/:provider/delete', async (ctx) => {
    const name = ctx.params['provider'] ?? ''
    const current = requireRecentAdminForm(parts, ctx, pathOf(name))
    const revision = numberIn(ctx, 'revision')
    await change(parts, name, actorOf(current), {
      isSo: (row) => row === null,
      act: async (store) => {
        const accounts = await store.countAccountsOf(name)
        if (accounts > 0)
          throw new PortcullisError('backend_in_use', {
            detail: `${accounts} accounts are kept under its name`,
          })
        return (await store.deleteBackend(name, revision)) ? { kind: 'provider.deleted', detail: {} } : null
      },
    })
    await done(parts, ctx, '/admin/providers', 'provider-deleted')
  })
}

/** What was done, for the event; null when somebody else has changed the provider meanwhile. */
type Done = { readonly kind: DeedKind; readonly detail: Readonly<Record<string, unknown>> } | null

interface Change {
  readonly act: (store: StoreVerbs, row: BackendWithVersions, now: Date) => Promise<Done>
  /** Whether it is so already, as when a button was pressed twice: then nothing is done, and nothing is wrong. */
  readonly isSo: (row: BackendWithVersions | null) => boolean
}

async function change(
  parts: Parts,
  name: string,
  actor: ReturnType<typeof actorOf>,
  { act, isSo }: Change,
): Promise<void> {
  await parts.store.atomically(async (store) => {
    const now = parts.now()
    const row = await store.addedBackend(name)
    if (isSo(row)) return
    if (!row) throw new PortcullisError('not_found', { detail: 'no provider has this name' })
    const deed = await act(store, row, now)
    if (deed !== null) await store.createEvents([deedEvent({ ...deed, actor, backend: name }, now)])
    else if (!isSo(await store.addedBackend(name)))
      throw new PortcullisError('backend_changed', { detail: 'it is of another revision than the page was' })
  })
}

/**
 * @throws PortcullisError backend_untested; definition_invalid for what cannot be read any more; backend_needs_mail;
 *   backend_in_use when accounts of another issuer would change hands
 */
async function requireEnabling(
  parts: Parts,
  store: StoreVerbs,
  row: BackendWithVersions,
  version: number,
): Promise<void> {
  const wanted = row.versions.find((each) => each.version === version)
  if (!wanted) throw new PortcullisError('not_found', { detail: `there is no version ${version}` })
  if (wanted.testedAt === null)
    throw new PortcullisError('backend_untested', { detail: `version ${version}` })
  const { definition, faults } = readVersion(parts, wanted)
  if (definition === null) throw new PortcullisError('definition_invalid', { detail: faults.join(' ') })
  if (lacksMail(definition, parts.house))
    throw new PortcullisError('backend_needs_mail', { detail: `validateEmail is on in version ${version}` })
  if (await holdsOthers(store, definition))
    throw new PortcullisError('backend_in_use', {
      detail: 'accounts of another issuer are kept under its name',
    })
}

// This process knows at once, every other one within two seconds.
async function done(parts: Parts, ctx: Context, path: string, notice: Notice): Promise<void> {
  await parts.added.refresh()
  seeOther(ctx, withNotice(parts.site.basePath + path, notice))
}

function pathOf(name: string): string {
  return `/admin/providers/${encodeURIComponent(name)}`
}

/** A whole number of the form. @throws PortcullisError bad_request */
export function numberIn(ctx: Context, field: string): number {
  const text = single(formOf(ctx), field, 10) ?? ''
  if (!/^\d{1,9}$/.test(text)) throw new PortcullisError('bad_request', { detail: `${field} is no number` })
  return Number(text)
}
