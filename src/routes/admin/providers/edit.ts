import type { Context } from 'koa'
import type Router from 'koa-router'
import { toAuditEvent } from '../../../audit/audit-event.js'
import { decryptSecrets, storedFields } from '../../../backends/definition/stored.js'
import { getPreset, listQuirks } from '../../../backends/presets/index.js'
import { PortcullisError } from '../../../errors.js'
import { readForm } from '../../../middleware/body.js'
import { type Message, message } from '../../../locales/messages.js'
import { translatorOf } from '../../../middleware/language.js'
import type { Page } from '../../../pages/render.js'
import type { CurrentSession } from '../../../sessions/session-store.js'
import type { BackendVersionRow } from '../../../store/backends.js'
import { isRecentlyAuthenticated } from '../../current-user.js'
import { withFlash } from '../../flash.js'
import { queryParam, redirect, sendPage, type Services } from '../../services.js'
import {
  adminLayout,
  type RecentAdministrator,
  requireAdmin,
  requireRecentAdminForm,
  toActor,
} from '../access.js'
import { readIntegerField } from './actions.js'
import { type Draft, type FormValues, readDraft, readFormValues, toFormValues } from './draft.js'
import { type FormErrors, NO_ERRORS, renderErrorsOnProviderForm } from './form-errors.js'
import { hasOAuth2Fields } from './form-fields.js'
import { fieldViews, ISSUER_TEXTS, initialValues, parameterViews, simpleField } from './form-view.js'
import { isDuplicateSubmit, requireSamePeople, toVersionRow } from './save.js'
import { requireProvider } from './show.js'
import type { ProviderStatus } from './status.js'

/** Changing a provider: a new version, based on an earlier one, which must be tested before it is used. */
export function editProviderRoutes(router: Router, services: Services): void {
  router.get('/admin/providers/:provider/edit', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const provider = await requireProvider(services, ctx.params['provider'])
    const from = findVersionOrNewest(provider, queryParam(ctx, 'version'))
    const fields = storedFields(from) ?? {}
    const preset = presetOfVersion(from)
    const values = initialValues(toFormValues(provider.row.name, fields), preset, fields)
    sendPage(
      services,
      ctx,
      renderFormPage(services, ctx, current, { provider, from, values, formErrors: NO_ERRORS }),
    )
  })

  router.post('/admin/providers/:provider/edit', async (ctx) => {
    requireAdmin(services, ctx)
    const form = readForm(ctx)
    const provider = await requireProvider(services, ctx.params['provider'])
    const { name } = provider.row
    const from = findVersionOrNewest(provider, form.get('from'))
    const values = new Map([
      ...readFormValues(form, storedFields(from) ?? {}),
      ['name', name],
      ...decidedEntries(from),
    ])
    // After a version conflict, a form that is saved again keeps the secrets of the newest version, not those of the
    // older one.
    const isNewest = form.get('revision') === String(provider.row.revision)
    const pageState = { provider, from: isNewest ? from : provider.newest, values }
    renderErrorsOnProviderForm(services, ctx, (current, formErrors) =>
      renderFormPage(services, ctx, current, { ...pageState, formErrors }),
    )
    const current = requireRecentAdminForm(services, ctx, `/admin/providers/${name}/edit`)
    const draft = readDraft(
      values,
      { fields: storedFields(from) ?? {}, secrets: decryptSecrets(services.encrypter, from) ?? {} },
      services.backends.dynamic.rules,
    )
    await services.backends.discovery.inspect(draft.definition)
    await saveNewVersion(services, { draft, from, revision: readIntegerField(ctx, 'revision') }, current)
    redirect(ctx, withFlash(`${services.site.basePath}/admin/providers/${name}`, 'provider-saved'))
  })
}

// The preset and the kind are decided when a provider is added.
function decidedEntries(from: BackendVersionRow): [string, string][] {
  const { preset, kind } = storedFields(from) ?? {}
  return Object.entries({ preset, kind }).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : '',
  ])
}

function presetOfVersion(from: BackendVersionRow): ReturnType<typeof getPreset> {
  const preset = storedFields(from)?.['preset']
  return typeof preset === 'string' ? getPreset(preset) : undefined
}

/** The version with this number, or the newest. */
function findVersionOrNewest({ row, newest }: ProviderStatus, number: string | null): BackendVersionRow {
  return row.versions.find(({ version }) => String(version) === number) ?? newest
}

/** @throws PortcullisError backend_version_conflict, backend_in_use */
async function saveNewVersion(
  services: Services,
  {
    draft,
    from,
    revision,
  }: { readonly draft: Draft; readonly from: BackendVersionRow; readonly revision: number },
  current: RecentAdministrator,
): Promise<void> {
  const { name, definition, fields } = draft
  const actor = toActor(current)
  await services.store.atomically(async (tx) => {
    const now = services.clock()
    const isCurrentRevision = await tx.touchBackend(name, revision, now)
    // Read after the lock, which waits for other administrators who are saving.
    const row = await tx.getBackend(name)
    const newest = row?.versions[0]
    if (!isCurrentRevision && isDuplicateSubmit(services, newest, draft, actor)) return
    if (!isCurrentRevision || !row || !newest)
      throw new PortcullisError('backend_version_conflict', { text: toConflict(newest) })
    await requireSamePeople(services, tx, row, definition)
    const version = await tx.nextVersionNumber(name)
    await tx.createBackendVersion(toVersionRow(services, draft, { version, actor, now }))
    const detail = {
      version,
      from: from.version,
      fields: changedFields(storedFields(from) ?? {}, draft, fields),
    }
    await tx.createEvents([toAuditEvent({ kind: 'provider.changed', actor, backend: name, detail }, now)])
  })
}

function toConflict(newest: BackendVersionRow | undefined): Message {
  return newest === undefined
    ? message('adminFormError.deleted')
    : message('adminFormError.changedBy', { name: newest.createdBy, version: newest.version })
}

/** The names of the fields that differ; for secrets, whether one was typed. */
function changedFields(
  before: Readonly<Record<string, unknown>>,
  draft: Draft,
  after: Readonly<Record<string, unknown>>,
): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  return [...changed, ...draft.writtenSecrets]
}

function renderFormPage(
  { clock }: Pick<Services, 'clock'>,
  ctx: Context,
  current: CurrentSession,
  state: {
    readonly provider: ProviderStatus
    readonly from: BackendVersionRow
    readonly values: FormValues
    readonly formErrors: FormErrors
  },
): Page {
  const { provider, from, values, formErrors } = state
  const preset = presetOfVersion(from)
  const isOAuth2 = hasOAuth2Fields(storedFields(from) ?? {})
  const translator = translatorOf(ctx)
  const context = {
    values,
    fieldErrors: formErrors.fieldErrors,
    preset,
    hasSecret: from.secret !== null,
    translator,
  }
  return {
    name: 'admin/provider-form',
    ...adminLayout(ctx, current, 'providers'),
    provider: provider.row.name,
    heading: translator.t('adminProviderForm.edit', { label: provider.label }),
    preset: values.get('preset') ?? '',
    kind: isOAuth2 ? 'oauth2' : null,
    parameters: parameterViews(preset, context),
    issuer: preset === undefined && !isOAuth2 ? simpleField('issuer', ISSUER_TEXTS, context) : null,
    nameField: null,
    ...fieldViews(context),
    discovered: [],
    quirks: listQuirks(values.get('preset') ?? '', translator),
    urls: [],
    revision: provider.row.revision,
    from: from.version,
    error: formErrors.error,
    canChange: formErrors.error !== null || isRecentlyAuthenticated(current, clock()),
  }
}
