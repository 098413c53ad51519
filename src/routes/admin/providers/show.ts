import type { Context } from 'koa'
import type Router from 'koa-router'
import { markPath } from '../../../backends/marks/marks.js'
import { redirectUriFor } from '../../../backends/redirect-uri.js'
import type { Definition } from '../../../backends/definition/definition.js'
import { decryptSecrets, storedFields } from '../../../backends/definition/stored.js'
import { listQuirks } from '../../../backends/presets/index.js'
import { PortcullisError } from '../../../errors.js'
import { allowFormRedirects } from '../../../middleware/security-headers.js'
import type { Translator } from '../../../locales/translator.js'
import { translatorOf } from '../../../middleware/language.js'
import type {
  AdminProviderPage,
  LabelValue,
  ReportView,
  UrlView,
  VersionView,
} from '../../../pages/render.js'
import type { CurrentSession } from '../../../sessions/session-store.js'
import type { BackendVersionRow, BackendWithVersions } from '../../../store/backends.js'
import type { UndoForms } from '../../flash.js'
import { sendPage, type Services } from '../../services.js'
import { adminLayout, requireAdmin } from '../access.js'
import { listOverdueAttempts } from '../attention.js'
import { definitionKind } from './form-fields.js'
import { fieldLabel } from './form-sections.js'
import { hasFailedTest, type ProviderStatus, toProviderStatus } from './status.js'
import { decryptReport, toReportView } from './test-report.js'

/** The page of one provider: its state, and the actions on it. */
export function showProviderRoutes(router: Router, services: Services): void {
  router.get('/admin/providers/:provider', async (ctx) => {
    const current = requireAdmin(services, ctx)
    const provider = await requireProvider(services, ctx.params['provider'])
    // The form of the test sign-in leads to the provider.
    allowFormRedirects(ctx)
    sendPage(services, ctx, await providerPage(services, ctx, current, provider))
  })
}

/** The page of one provider, as it is now. */
export async function providerPage(
  services: Services,
  ctx: Context,
  current: Pick<CurrentSession, 'user' | 'csrf'>,
  provider: ProviderStatus,
): Promise<AdminProviderPage> {
  const { row, newest, label, icon } = provider
  const { name } = row
  const fields = storedFields(newest) ?? {}
  const translator = translatorOf(ctx)
  const urls = providerUrls(services, translator, name, {
    kind: definitionKind(fields),
    redirectUriTrailingSlash: fields['redirectUriTrailingSlash'] === true,
  })
  const report = findLatestReport(services, row, translator)
  const mark = await services.store.getMark(name)
  return {
    name: 'admin/provider',
    ...adminLayout(ctx, current, 'providers', undoForms(services, row)),
    provider: { name, label, icon },
    state: provider.state,
    errors: provider.problems.map((each) => translator.format(each)),
    warning: provider.lacksMail ? needsMailWarning(translator) : null,
    revision: row.revision,
    version: newest.version,
    isTested: newest.testedAt !== null,
    activeVersion: row.enabled ? row.current : null,
    facts: listStoredFields(services, newest, translator),
    quirks: listQuirks(presetName(newest), translator),
    urls,
    versions: row.versions.map((version) => toVersionView(provider, version)),
    report,
    lostTest: await findLostTest(services, name, { urls, report }),
    accounts: await services.store.countAccounts(name),
    loginUrl: `${services.site.origin}${services.site.basePath}/login/${name}`,
    mark: mark && services.site.basePath + markPath(mark),
    markError: null,
  }
}

function needsMailWarning(translator: Translator): string {
  return `${translator.t('errors.backend_needs_mail.message')} ${translator.t('errors.backend_needs_mail.advice')}`
}

/** A provider that was just disabled can be enabled again, with the version that it had. */
function undoForms(
  { site }: Pick<Services, 'site'>,
  { name, enabled, current, revision }: BackendWithVersions,
): UndoForms {
  if (enabled || current === null) return {}
  const action = `${site.basePath}/admin/providers/${encodeURIComponent(name)}/enable`
  return {
    'provider-disabled': { action, fields: { version: String(current), revision: String(revision) } },
  }
}

/** The provider in the path. @throws PortcullisError not_found */
export async function requireProvider(services: Services, name = ''): Promise<ProviderStatus> {
  const row = await services.store.getBackend(name)
  const provider = row && toProviderStatus(services, row)
  if (!provider) throw new PortcullisError('not_found', { detail: 'no provider has this name' })
  return provider
}

/** The report of the latest test sign-in of any version. */
function findLatestReport(
  { encrypter }: Pick<Services, 'encrypter'>,
  row: BackendWithVersions,
  translator: Translator,
): ReportView | null {
  const reports = row.versions.flatMap((version) => {
    const report = decryptReport(encrypter, version)
    return report === null ? [] : [{ version: version.version, report }]
  })
  const [latest] = reports.sort((one, other) => other.report.at.localeCompare(one.report.at))
  return latest ? toReportView(latest.version, latest.report, translator) : null
}

/**
 * The newest test sign-in, if it was sent to the provider at least two minutes ago and has not returned. Nothing else
 * shows that the provider displays an error of its own, usually because of a redirect URI that is not registered there.
 */
export async function findLostTest(
  services: Pick<Services, 'store' | 'clock'>,
  name: string,
  { urls, report }: { readonly urls: readonly UrlView[]; readonly report: ReportView | null },
): Promise<AdminProviderPage['lostTest']> {
  const attempts = await listOverdueAttempts(services)
  const newest = attempts.find(({ backend, intent }) => backend === name && intent === 'test')
  if (newest?.consumedAt !== null || (report !== null && report.at > newest.createdAt)) return null
  const { createdAt: at, reference } = newest
  return { at, reference, redirectUri: urls[0]?.value ?? '' }
}

function toVersionView({ row }: ProviderStatus, version: BackendVersionRow): VersionView {
  const isInUse = row.enabled && row.current === version.version
  return {
    version: version.version,
    createdAt: version.createdAt,
    createdBy: version.createdBy,
    testedAt: version.testedAt,
    isInUse,
    hasFailed: hasFailedTest(version),
    canDiscard: hasFailedTest(version) && row.versions.length > 1 && row.current !== version.version,
    canEnable: !isInUse && version.testedAt !== null,
  }
}

function presetName(row: BackendVersionRow): string {
  const preset = storedFields(row)?.['preset']
  return typeof preset === 'string' ? preset : ''
}

/** The stored fields; for secrets only that there is one. */
function listStoredFields(
  { encrypter }: Pick<Services, 'encrypter'>,
  row: BackendVersionRow,
  translator: Translator,
): readonly LabelValue[] {
  const fieldValues = Object.entries(storedFields(row) ?? {}).map(([name, value]) => ({
    label: fieldLabel(name, translator),
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }))
  const secrets = decryptSecrets(encrypter, row)
  const secretValues = Object.keys(secrets ?? {}).map((name) => ({
    label: fieldLabel(name, translator),
    value: translator.t('adminProvider.secretStored'),
  }))
  return [...fieldValues, ...secretValues]
}

/** The URLs of this site that must be registered at a provider with this name. */
export function providerUrls(
  { site }: Pick<Services, 'site'>,
  translator: Translator,
  name: string,
  { kind, redirectUriTrailingSlash }: Pick<Definition, 'kind' | 'redirectUriTrailingSlash'>,
): readonly UrlView[] {
  const base = `${site.origin}${site.basePath}`
  const textsOf = (address: 'redirect' | 'logout' | 'backchannel') => ({
    label: translator.t(`adminAddress.${address}.label`),
    help: translator.t(`adminAddress.${address}.help`),
  })
  const callback = {
    ...textsOf('redirect'),
    value: redirectUriFor(base, { name, redirectUriTrailingSlash }),
    prefix: redirectUriFor(base, { name: '', redirectUriTrailingSlash: false }),
  }
  // Nothing is registered anywhere for a backend that reads requests.
  if (kind === 'request') return []
  // Only OpenID Connect has a logout that we could use.
  if (kind !== 'oidc') return [callback]
  const backchannel = `${base}/logout/backchannel/`
  return [
    callback,
    { ...textsOf('logout'), value: `${base}/logged-out`, prefix: null },
    { ...textsOf('backchannel'), value: backchannel + name, prefix: backchannel },
  ]
}
