import type Router from 'koa-router'
import type { Context } from 'koa'
import type { ProviderFacts } from '../../../backends/inquiry.js'
import { PARAMETER_NAMES, presetOf } from '../../../backends/presets/index.js'
import { newId } from '../../../crypto/token.js'
import type { Current } from '../../../session/current.js'
import { formOf, single } from '../../../web/forms.js'
import { withNotice } from '../../notices.js'
import { page, type Parts, seeOther } from '../../parts.js'
import { isRecent } from '../../recent-login.js'
import { actorOf, requireAdmin, requireRecentAdminForm } from '../administrator.js'
import { adminFrame } from '../frame.js'
import { addressesOf } from './addresses.js'
import { type Draft, draftOf, DraftRefused } from './draft.js'
import { typedIn, type Typed } from './typed.js'
import { type FormFaults, NO_FAULTS, tellOnForm } from './faults.js'
import { fieldViews, foundLines, parameterViews, plainField, startOf } from './form-view.js'
import { kindOf } from './kinds.js'
import { nameFor } from './name-for.js'
import { presetChoice, presetChoices } from './preset-choices.js'
import { saveNewProvider } from './save.js'

const HERE = '/admin/providers/new'
const NAME_HELP =
  'It stands in the addresses below and with every account, so it can never be changed. Lower-case letters, digits and hyphens.'

/** Adding a provider: first which one it is, then all that it needs. */
export function addProviderRoutes(router: Router, parts: Parts): void {
  router.get(HERE, (ctx) => {
    const current = requireAdmin(parts, ctx)
    page(ctx, newPage(parts, ctx, current, new Map(), NO_FAULTS))
  })

  router.post(HERE, async (ctx) => {
    const typed = typedIn(formOf(ctx))
    tellOnForm(parts, ctx, (current, told) => newPage(parts, ctx, current, typed, told))
    const current = requireRecentAdminForm(parts, ctx, HERE)
    const preset = presetOf(typed.get('preset') ?? '')
    if (preset !== undefined && single(formOf(ctx), 'chosen') === null && preset.parameters !== undefined) {
      page(ctx, newPage(parts, ctx, current, typed, NO_FAULTS))
      return
    }
    const { issuer, facts } = await lookUp(parts, typed)
    const names = new Set(parts.registry.list().map(({ name }) => name))
    for (const name of await parts.store.backendNames()) names.add(name)
    const name = nameFor(typed.get('preset') ?? '', issuer, (taken) => names.has(taken))
    const known = new Map([
      ...typed,
      ['name', name] as const,
      ...(preset ? [] : [['issuer', issuer] as const]),
    ])
    page(ctx, formPage(parts, ctx, current, { typed: startOf(known, preset), told: NO_FAULTS, facts }))
  })

  router.post('/admin/providers', async (ctx) => {
    const typed = typedIn(formOf(ctx))
    tellOnForm(parts, ctx, (current, told) => formPage(parts, ctx, current, { typed, told, facts: null }))
    const current = requireRecentAdminForm(parts, ctx, HERE)
    const draft = draftOf(typed, {}, parts.added.rules)
    await parts.inquiry.lookUp(draft.definition)
    await saveNewProvider(parts, draft, actorOf(current))
    seeOther(ctx, withNotice(`${parts.site.basePath}/admin/providers/${draft.name}`, 'provider-saved'))
  })
}

/** What is known of the provider once it was asked. @throws DraftRefused, PortcullisError */
async function lookUp(parts: Parts, typed: Typed): Promise<{ issuer: string; facts: ProviderFacts | null }> {
  const preset = typed.get('preset') ?? ''
  const pasted = typed.get('issuer') ?? ''
  if (preset === '' && pasted === '')
    throw new DraftRefused(new Map([['issuer', 'Paste the issuer, or choose a provider below.']]))
  const issuer = preset === '' ? await parts.inquiry.issuerOf(pasted) : ''
  const { definition } = probe(parts, typed, issuer)
  return { issuer: definition.issuer, facts: await parts.inquiry.lookUp(definition) }
}

/** A draft with all that is not known yet filled in, just to ask the provider. */
function probe(parts: Parts, typed: Typed, issuer: string): Draft {
  const about = ['preset', ...PARAMETER_NAMES].map((name) => [name, typed.get(name) ?? ''] as const)
  // How the client proves itself is not known yet; a preset knows it, and demands what is needed for it.
  const client =
    typed.get('preset') === undefined || typed.get('preset') === ''
      ? { clientAuthentication: 'none' }
      : { clientSecret: newId() }
  const filled = new Map([
    ...about,
    ...Object.entries({ name: 'provider', issuer, clientId: 'unknown', ...client }),
  ])
  return draftOf(filled, {}, parts.added.rules)
}

function newPage(parts: Parts, ctx: Context, current: Current, typed: Typed, told: FormFaults): string {
  const chosen = typed.get('preset') ?? ''
  const preset = presetOf(chosen)
  const at = told.faults.get('issuer')
  return parts.views.render({
    name: 'admin/provider-new',
    ...adminFrame(ctx, current, 'providers'),
    preset: preset === undefined ? null : presetChoice(chosen),
    parameters: parameterViews(preset, typed, told.faults),
    presets: presetChoices(),
    issuer: typed.get('issuer') ?? '',
    // The one field of the first page has its fault above; a preset has its parameters beside.
    fault: told.fault && at !== undefined && preset === undefined ? { ...told.fault, text: at } : told.fault,
    mayChange: isRecent(current, parts.now()),
  })
}

function formPage(
  parts: Parts,
  ctx: Context,
  current: Current,
  {
    typed,
    told,
    facts,
  }: { readonly typed: Typed; readonly told: FormFaults; readonly facts: ProviderFacts | null },
): string {
  const name = typed.get('preset') ?? ''
  const preset = presetOf(name)
  const about = { typed, faults: told.faults, preset, secretKept: false }
  return parts.views.render({
    name: 'admin/provider-form',
    ...adminFrame(ctx, current, 'providers'),
    provider: null,
    heading: preset === undefined ? 'Add a provider' : `Add ${presetChoice(name).label}`,
    preset: name,
    parameters: parameterViews(preset, typed, told.faults),
    issuer: preset === undefined ? plainField('issuer', 'Issuer', 'As the provider writes it.', about) : null,
    nameField: plainField('name', 'Name', NAME_HELP, about),
    ...fieldViews(about),
    found: foundLines(facts),
    quirks: preset?.quirks ?? [],
    addresses: addressesOf(parts, typed.get('name') ?? '', {
      ...{ kind: kindOf({ preset: name }), callbackSlash: false },
    }),
    ...{ revision: 0, from: 0 },
    fault: told.fault,
    mayChange: true,
  })
}
