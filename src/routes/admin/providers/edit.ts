import type Router from 'koa-router'
import type { Context } from 'koa'
import { presetOf } from '../../../backends/presets/index.js'
import { openSecrets, storedFields } from '../../../backends/stored-definition.js'
import { PortcullisError } from '../../../errors.js'
import { deedEvent } from '../../../journal/deed.js'
import type { Current } from '../../../session/current.js'
import type { BackendVersionRow } from '../../../store/backend-rows.js'
import { formOf } from '../../../web/forms.js'
import { withNotice } from '../../notices.js'
import { page, type Parts, queryParameter, seeOther } from '../../parts.js'
import { isRecent } from '../../recent-login.js'
import { actorOf, requireAdmin, requireRecentAdminForm } from '../administrator.js'
import { adminFrame } from '../frame.js'
import { numberIn } from './acts.js'
import { type Draft, draftOf } from './draft.js'
import { typedIn, typedOf, type Typed } from './typed.js'
import { type FormFaults, NO_FAULTS, tellOnForm } from './faults.js'
import { fieldViews, parameterViews, plainField, startOf } from './form-view.js'
import { holdsOthers, versionOf, wasSaved } from './save.js'
import { providerNamed } from './show.js'
import type { Provider } from './state.js'

/** Changing a provider: a new version, made of an earlier one, that waits for its test. */
export function editProviderRoutes(router: Router, parts: Parts): void {
  router.get('/admin/providers/:provider/edit', async (ctx) => {
    const current = requireAdmin(parts, ctx)
    const provider = await providerNamed(parts, ctx.params['provider'])
    const from = versionNumbered(provider, queryParameter(ctx, 'version'))
    const fields = storedFields(from) ?? {}
    const preset = presetOf(presetEntry(from)[1])
    const typed = startOf(typedOf(provider.row.name, fields), preset, fields)
    page(ctx, formPage(parts, ctx, current, { provider, from, typed, told: NO_FAULTS }))
  })

  router.post('/admin/providers/:provider/edit', async (ctx) => {
    requireAdmin(parts, ctx)
    const form = formOf(ctx)
    const provider = await providerNamed(parts, ctx.params['provider'])
    const { name } = provider.row
    const from = versionNumbered(provider, form.get('from'))
    const typed = new Map([...typedIn(form), ['name', name], presetEntry(from)])
    // Whoever saves on after somebody else has saved keeps the secrets of that version, not those of an older one.
    const isNewest = form.get('revision') === String(provider.row.revision)
    const shown = { provider, from: isNewest ? from : provider.newest, typed }
    tellOnForm(parts, ctx, (current, told) => formPage(parts, ctx, current, { ...shown, told }))
    const current = requireRecentAdminForm(parts, ctx, `/admin/providers/${name}/edit`)
    const draft = draftOf(typed, openSecrets(parts.house.vault, from) ?? {}, parts.added.rules)
    await parts.inquiry.lookUp(draft.definition)
    await save(parts, { draft, from, revision: numberIn(ctx, 'revision') }, current)
    seeOther(ctx, withNotice(`${parts.site.basePath}/admin/providers/${name}`, 'provider-saved'))
  })
}

// What a provider is at all is decided when it is added.
function presetEntry(from: BackendVersionRow): [string, string] {
  const preset = storedFields(from)?.['preset']
  return ['preset', typeof preset === 'string' ? preset : '']
}

/** The version of this number, or the newest. */
function versionNumbered({ row, newest }: Provider, number: string | null): BackendVersionRow {
  return row.versions.find(({ version }) => String(version) === number) ?? newest
}

/** @throws PortcullisError backend_changed, backend_in_use */
async function save(
  parts: Parts,
  {
    draft,
    from,
    revision,
  }: { readonly draft: Draft; readonly from: BackendVersionRow; readonly revision: number },
  current: Current,
): Promise<void> {
  const { name, definition, fields } = draft
  const actor = actorOf(current)
  await parts.store.atomically(async (store) => {
    const now = parts.now()
    const isFirst = await store.touchBackend(name, revision, now)
    // Read behind that, which waits for whoever else is saving.
    const newest = (await store.addedBackend(name))?.versions[0]
    if (!isFirst && wasSaved(parts, newest, draft, actor)) return
    if (!isFirst || newest === undefined)
      throw new PortcullisError('backend_changed', { detail: changedBy(newest) })
    if (await holdsOthers(store, definition))
      throw new PortcullisError('backend_in_use', {
        detail:
          'Accounts of another issuer are kept under this name, and this one would speak for other people. ' +
          'Add it as another provider, under a name of its own.',
      })
    const version = newest.version + 1
    await store.createBackendVersion(versionOf(parts, draft, { version, actor, now }))
    const detail = {
      version,
      from: from.version,
      fields: changedFields(storedFields(from) ?? {}, draft, fields),
    }
    await store.createEvents([deedEvent({ kind: 'provider.changed', actor, backend: name, detail }, now)])
  })
}

function changedBy(newest: BackendVersionRow | undefined): string {
  return newest === undefined
    ? 'The provider was deleted meanwhile.'
    : `The provider was changed meanwhile; its newest version is ${newest.version}, by ${newest.createdBy}.`
}

/** The names of the fields that are not as they were; of secrets whether one was written. */
function changedFields(
  before: Readonly<Record<string, unknown>>,
  draft: Draft,
  after: Readonly<Record<string, unknown>>,
): readonly string[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  return [...changed, ...draft.written]
}

function formPage(
  parts: Parts,
  ctx: Context,
  current: Current,
  about: {
    readonly provider: Provider
    readonly from: BackendVersionRow
    readonly typed: Typed
    readonly told: FormFaults
  },
): string {
  const { provider, from, typed, told } = about
  const [, presetName] = presetEntry(from)
  const preset = presetOf(presetName)
  const fields = { typed, faults: told.faults, preset, secretKept: from.secret !== null }
  return parts.views.render({
    name: 'admin/provider-form',
    ...adminFrame(ctx, current, 'providers'),
    provider: provider.row.name,
    heading: `Change ${provider.label}`,
    preset: presetName,
    parameters: parameterViews(preset, typed, told.faults),
    issuer:
      preset === undefined ? plainField('issuer', 'Issuer', 'As the provider writes it.', fields) : null,
    nameField: null,
    ...fieldViews(fields),
    ...{ found: [], quirks: preset?.quirks ?? [], addresses: [] },
    revision: provider.row.revision,
    from: from.version,
    fault: told.fault,
    mayChange: told.fault !== null || isRecent(current, parts.now()),
  })
}
