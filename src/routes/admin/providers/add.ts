import type { Context } from 'koa'
import type Router from 'koa-router'
import type { ProviderMetadata } from '../../../backends/oidc/metadata.js'
import type { StoredFields } from '../../../backends/definition/stored.js'
import { getPreset, listQuirks, PARAMETER_NAMES } from '../../../backends/presets/index.js'
import { newId } from '../../../crypto/tokens.js'
import { readForm, singleParam } from '../../../middleware/body.js'
import { message } from '../../../locales/messages.js'
import { translatorOf } from '../../../middleware/language.js'
import type { Page } from '../../../pages/render.js'
import type { CurrentSession } from '../../../sessions/session-store.js'
import { isRecentlyAuthenticated } from '../../current-user.js'
import { withFlash } from '../../flash.js'
import { redirect, sendPage, type Services } from '../../services.js'
import { adminLayout, requireAdmin, requireRecentAdminForm } from '../access.js'
import { type Draft, DraftRejectedError, type FormValues, readDraft, readFormValues } from './draft.js'
import { fieldErrorText, type FormErrors, NO_ERRORS, renderErrorsOnProviderForm } from './form-errors.js'
import { definitionKind, hasOAuth2Fields } from './form-fields.js'
import { listDiscoveredFacts } from './discovered-facts.js'
import {
  fieldViews,
  initialValues,
  listPresetChoices,
  parameterViews,
  ISSUER_TEXTS,
  simpleField,
  toPresetChoice,
} from './form-view.js'
import { saveNewProvider, suggestName } from './save.js'
import { providerUrls } from './show.js'

const NEW_PROVIDER_PATH = '/admin/providers/new'
const NAME_TEXTS = { label: 'field.name', help: 'adminProviderForm.nameHelp' } as const

/** Adding a provider: first which one it is, then all its fields. */
export function addProviderRoutes(router: Router, services: Services): void {
  router.get(NEW_PROVIDER_PATH, (ctx) => {
    const current = requireAdmin(services, ctx)
    sendPage(services, ctx, renderNewPage(services, ctx, current, new Map(), NO_ERRORS))
  })

  router.post(NEW_PROVIDER_PATH, async (ctx) => {
    const values = readFormValues(readForm(ctx))
    renderErrorsOnProviderForm(services, ctx, (current, formErrors) =>
      renderNewPage(services, ctx, current, values, formErrors),
    )
    const current = requireRecentAdminForm(services, ctx, NEW_PROVIDER_PATH)
    const preset = getPreset(values.get('preset') ?? '')
    if (
      preset !== undefined &&
      singleParam(readForm(ctx), 'chosen') === null &&
      preset.parameters !== undefined
    ) {
      sendPage(services, ctx, renderNewPage(services, ctx, current, values, NO_ERRORS))
      return
    }
    if (hasOAuth2Fields(toChosen(values))) {
      // Without metadata there is nothing to look up.
      const state = { values, formErrors: NO_ERRORS, facts: null }
      sendPage(services, ctx, renderFormPage(services, ctx, current, state))
      return
    }
    const { issuer, facts } = await discover(services, values)
    const names = new Set(services.backends.registry.list().map(({ name }) => name))
    for (const name of await services.store.listBackendNames()) names.add(name)
    const name = suggestName(values.get('preset') ?? '', issuer, (candidate) => names.has(candidate))
    const initial = new Map([
      ...values,
      ['name', name] as const,
      ...(preset ? [] : [['issuer', issuer] as const]),
    ])
    sendPage(
      services,
      ctx,
      renderFormPage(services, ctx, current, {
        values: initialValues(initial, preset),
        formErrors: NO_ERRORS,
        facts,
      }),
    )
  })

  router.post('/admin/providers', async (ctx) => {
    const values = readFormValues(readForm(ctx))
    renderErrorsOnProviderForm(services, ctx, (current, formErrors) =>
      renderFormPage(services, ctx, current, { values, formErrors, facts: null }),
    )
    const current = requireRecentAdminForm(services, ctx, NEW_PROVIDER_PATH)
    const draft = readDraft(values, null, services.backends.dynamic.rules)
    await services.backends.discovery.inspect(draft.definition)
    await saveNewProvider(services, draft, current)
    redirect(ctx, withFlash(`${services.site.basePath}/admin/providers/${draft.name}`, 'provider-saved'))
  })
}

/** The part of a form that decides which fields it has. */
function toChosen(values: FormValues): StoredFields {
  return { preset: values.get('preset'), kind: values.get('kind') }
}

/** What the provider says about itself. @throws DraftRejectedError, PortcullisError */
async function discover(
  services: Services,
  values: FormValues,
): Promise<{ issuer: string; facts: ProviderMetadata | null }> {
  const preset = values.get('preset') ?? ''
  const input = values.get('issuer') ?? ''
  if (preset === '' && input === '')
    throw new DraftRejectedError(new Map([['issuer', [message('adminFormError.issuerOrPreset')]]]))
  const issuer = preset === '' ? await findIssuer(services, input) : ''
  const { definition } = createProbeDraft(services, values, issuer)
  return { issuer: definition.issuer, facts: await services.backends.discovery.inspect(definition) }
}

/** The issuer that was entered, as the provider writes it. @throws DraftRejectedError, PortcullisError */
async function findIssuer(
  { backends: { discovery } }: Pick<Services, 'backends'>,
  input: string,
): Promise<string> {
  const entered = discovery.readIssuer(input)
  if ('problem' in entered) throw new DraftRejectedError(new Map([['issuer', [entered.problem]]]))
  return discovery.resolveIssuer(entered.issuer)
}

/** A draft in which all unknown fields are filled in, only to query the provider. */
function createProbeDraft(
  { backends }: Pick<Services, 'backends'>,
  values: FormValues,
  issuer: string,
): Draft {
  const presetEntries = ['preset', ...PARAMETER_NAMES].map((name) => [name, values.get(name) ?? ''] as const)
  // How the client authenticates is not known yet. A preset knows it, and requires the fields for it.
  const client =
    values.get('preset') === undefined || values.get('preset') === ''
      ? { clientAuthentication: 'none' }
      : { clientSecret: newId() }
  const probeValues = new Map([
    ...presetEntries,
    ...Object.entries({ name: 'provider', issuer, clientId: 'unknown', ...client }),
  ])
  return readDraft(probeValues, null, backends.dynamic.rules)
}

function renderNewPage(
  { clock }: Pick<Services, 'clock'>,
  ctx: Context,
  current: CurrentSession,
  values: FormValues,
  formErrors: FormErrors,
): Page {
  const chosen = values.get('preset') ?? ''
  const preset = getPreset(chosen)
  const translator = translatorOf(ctx)
  const issuerError = fieldErrorText(formErrors.fieldErrors, 'issuer', translator)
  return {
    name: 'admin/provider-new',
    ...adminLayout(ctx, current, 'providers'),
    preset: preset === undefined ? null : toPresetChoice(chosen),
    parameters: parameterViews(preset, {
      values,
      fieldErrors: formErrors.fieldErrors,
      translator,
    }),
    presets: listPresetChoices(translator),
    issuer: values.get('issuer') ?? '',
    // The first page shows the error of its only field at the top; a preset has parameters beside it.
    error:
      formErrors.error && issuerError !== null && preset === undefined
        ? { ...formErrors.error, text: issuerError }
        : formErrors.error,
    canChange: isRecentlyAuthenticated(current, clock()),
  }
}

function renderFormPage(
  services: Services,
  ctx: Context,
  current: CurrentSession,
  {
    values,
    formErrors,
    facts,
  }: {
    readonly values: FormValues
    readonly formErrors: FormErrors
    readonly facts: ProviderMetadata | null
  },
): Page {
  const name = values.get('preset') ?? ''
  const preset = getPreset(name)
  const translator = translatorOf(ctx)
  const { fieldErrors } = formErrors
  const context = { values, fieldErrors, preset, hasSecret: false, translator }
  const address = { kind: definitionKind(toChosen(values)), redirectUriTrailingSlash: false }
  const isOAuth2 = hasOAuth2Fields(toChosen(values))
  return {
    name: 'admin/provider-form',
    ...adminLayout(ctx, current, 'providers'),
    provider: null,
    heading: isOAuth2
      ? translator.t('adminProviderForm.addOAuth2')
      : preset === undefined
        ? translator.t('adminProviders.add')
        : translator.t('adminProviderNew.title', { label: toPresetChoice(name).label }),
    preset: name,
    kind: isOAuth2 ? 'oauth2' : null,
    parameters: parameterViews(preset, context),
    issuer: preset === undefined && !isOAuth2 ? simpleField('issuer', ISSUER_TEXTS, context) : null,
    nameField: simpleField('name', NAME_TEXTS, context),
    ...fieldViews(context),
    discovered: listDiscoveredFacts(facts, translator),
    quirks: listQuirks(name, translator),
    urls: providerUrls(services, translator, values.get('name') ?? '', address),
    revision: 0,
    from: 0,
    error: formErrors.error,
    canChange: true,
  }
}
