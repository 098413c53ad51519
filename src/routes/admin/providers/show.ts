import type Router from 'koa-router'
import { presetOf } from '../../../backends/presets/index.js'
import { openSecrets, storedFields } from '../../../backends/stored-definition.js'
import { ERROR_KINDS, PortcullisError } from '../../../errors.js'
import type { BackendVersionRow, BackendWithVersions } from '../../../store/backend-rows.js'
import type { FoundLine, ReportView, VersionLine } from '../../../views/index.js'
import { allowProviders } from '../../../web/headers.js'
import { page, type Parts } from '../../parts.js'
import { requireAdmin } from '../administrator.js'
import { adminFrame } from '../frame.js'
import { addressesOf } from './addresses.js'
import { kindOf } from './kinds.js'
import { openReport } from './report.js'
import { reportView } from './report-view.js'
import { type Provider, providerOf } from './state.js'

const { sentence, advice } = ERROR_KINDS.backend_needs_mail
const NEEDS_MAIL = `${sentence} ${advice}`

/** The page of one provider: how it stands with it, and what can be done. */
export function showProviderRoutes(router: Router, parts: Parts): void {
  router.get('/admin/providers/:provider', async (ctx) => {
    const current = requireAdmin(parts, ctx)
    const provider = await providerNamed(parts, ctx.params['provider'])
    const { row, newest, label, icon } = provider
    // The form of the test login leads to the provider.
    allowProviders(ctx)
    const { name } = row
    const stored = storedFields(newest) ?? {}
    page(
      ctx,
      parts.views.render({
        name: 'admin/provider',
        ...adminFrame(ctx, current, 'providers'),
        provider: { name, label, icon },
        state: provider.state,
        faults: provider.faults,
        warning: provider.lacksMail ? NEEDS_MAIL : null,
        revision: row.revision,
        version: newest.version,
        tested: newest.testedAt !== null,
        current: row.enabled ? row.current : null,
        facts: factsOf(parts, newest),
        quirks: quirksOf(newest),
        addresses: addressesOf(parts, name, {
          kind: kindOf(stored),
          callbackSlash: stored['callbackSlash'] === true,
        }),
        versions: row.versions.map((version) => lineOf(provider, version)),
        report: reportFor(parts, row),
        accounts: await parts.store.countAccountsOf(name),
        loginAddress: `${parts.site.origin}${parts.site.basePath}/login/${name}`,
      }),
    )
  })
}

/** The provider that the address names. @throws PortcullisError not_found */
export async function providerNamed(parts: Parts, name = ''): Promise<Provider> {
  const row = await parts.store.addedBackend(name)
  const provider = row && providerOf(parts, row)
  if (!provider) throw new PortcullisError('not_found', { detail: 'no provider has this name' })
  return provider
}

/** What the latest test login showed, whichever version it was of. */
function reportFor({ house }: Pick<Parts, 'house'>, row: BackendWithVersions): ReportView | null {
  const reports = row.versions.flatMap((version) => {
    const report = openReport(house.vault, version)
    return report === null ? [] : [{ version: version.version, report }]
  })
  const [latest] = reports.sort((one, other) => other.report.at.localeCompare(one.report.at))
  return latest ? reportView(latest.version, latest.report) : null
}

function lineOf({ row }: Provider, version: BackendVersionRow): VersionLine {
  const inUse = row.enabled && row.current === version.version
  return {
    version: version.version,
    createdAt: version.createdAt,
    createdBy: version.createdBy,
    testedAt: version.testedAt,
    inUse,
    mayEnable: !inUse && version.testedAt !== null,
  }
}

function quirksOf(row: BackendVersionRow): readonly string[] {
  const preset = storedFields(row)?.['preset']
  return typeof preset === 'string' ? (presetOf(preset)?.quirks ?? []) : []
}

/** What was written, field by field; of secrets only that there is one. */
function factsOf({ house }: Pick<Parts, 'house'>, row: BackendVersionRow): readonly FoundLine[] {
  const written = Object.entries(storedFields(row) ?? {}).map(([label, value]) => ({
    label,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }))
  const secrets = openSecrets(house.vault, row)
  const kept = Object.keys(secrets ?? {}).map((label) => ({
    label,
    value: 'kept encrypted, and never shown',
  }))
  return [...written, ...kept]
}
