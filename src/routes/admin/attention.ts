import { isOwnMistake } from '../../audit/sign-in-event.js'
import { isDown } from '../../events/retry-policy.js'
import type { Translator } from '../../locales/translator.js'
import type { AdminOverviewPage } from '../../pages/render.js'
import type { AttemptSummary } from '../../store/attempts.js'
import type { EventCount } from '../../store/events.js'
import type { Services } from '../services.js'
import { labelOf } from './doctor.js'
import { hasFailedTest, toProviderStatus } from './providers/status.js'
import { findRedirectUri } from './redirect-uri.js'

type Attention = AdminOverviewPage['attention']

const MAX_PROVIDERS = 100
const MAX_FINDINGS = 5
/**
 * If none of the latest sign-ins sent to a provider returned, its redirect URI is probably misconfigured. With fewer
 * attempts than this, users may just have given up.
 */
const MIN_LOST_ATTEMPTS = 3
/** A provider fails when most sign-ins of a day failed, and at least this many. */
const MIN_FAILURES = 3

/** What an administrator should look at, most urgent first; each with the page where it can be seen. */
export async function listAttention(
  services: Services,
  translator: Translator,
  { lastDay, isOnlyAdmin }: { readonly lastDay: readonly EventCount[]; readonly isOnlyAdmin: boolean },
): Promise<Attention> {
  const admin = `${services.site.basePath}/admin`
  const only = { text: translator.t('attention.onlyAdministrator'), href: `${admin}/users` }
  return [
    ...listFailingProviders(services, translator, lastDay),
    ...(await listProvidersWithoutReturns(services, translator)),
    ...(await listFailedTests(services, translator)),
    ...(await listWebhooks(services, translator)),
    ...(await listDoctorFindings(services, translator)),
    ...(isOnlyAdmin ? [only] : []),
  ]
}

function listFailingProviders(
  { site, backends }: Services,
  translator: Translator,
  lastDay: readonly EventCount[],
): Attention {
  const names = [...new Set(lastDay.flatMap(({ backend }) => backend ?? []))]
  return names.flatMap((name) => {
    const counts = lastDay.filter(({ backend }) => backend === name)
    const sum = (list: readonly EventCount[]) => list.reduce((total, each) => total + each.count, 0)
    const failed = sum(
      counts.filter(({ kind, code }) => code !== null && kind !== 'logout-refused' && !isOwnMistake(code)),
    )
    const all = failed + sum(counts.filter(({ kind }) => kind === 'signed-in'))
    if (failed < MIN_FAILURES || failed * 2 <= all) return []
    const provider = backends.registry.get(name)?.label ?? name
    return {
      text: translator.t('attention.failing', { failed, all, provider }),
      href: `${site.basePath}/admin/sign-ins?${new URLSearchParams({ result: 'failed', backend: name }).toString()}`,
    }
  })
}

/** Providers from which no user returns. Nothing else shows that a redirect URI is not registered there. */
async function listProvidersWithoutReturns(services: Services, translator: Translator): Promise<Attention> {
  const attempts = await listOverdueAttempts(services)
  return [...new Set(attempts.map(({ backend }) => backend))].flatMap((provider) => {
    const sent = attempts.filter(({ backend }) => backend === provider)
    if (sent.length < MIN_LOST_ATTEMPTS || sent.some(({ consumedAt }) => consumedAt !== null)) return []
    const uri = findRedirectUri(services, provider)
    return {
      text: translator.t('attention.noReturn', { attempts: sent.length, provider, uri }),
      href: `${services.site.basePath}/admin/providers/${encodeURIComponent(provider)}`,
    }
  })
}

async function listFailedTests(services: Services, translator: Translator): Promise<Attention> {
  const rows = await services.store.listBackends(null, MAX_PROVIDERS)
  return rows.flatMap((row) => {
    const status = toProviderStatus(services, row)
    if (status === null || !hasFailedTest(status.newest)) return []
    return {
      text: translator.t('attention.testFailed', { provider: status.label }),
      href: `${services.site.basePath}/admin/providers/${encodeURIComponent(row.name)}`,
    }
  })
}

async function listWebhooks({ store, events, site }: Services, translator: Translator): Promise<Attention> {
  if (events.receivers.length === 0) return []
  const known = new Set(events.receivers.map(({ key }) => key))
  const failing = (await store.listEventReceivers()).filter(
    (state) => known.has(state.key) && (state.disabledAt !== null || isDown(state)),
  )
  if (failing.length === 0) return []
  return [
    {
      text: translator.t('attention.webhooks', { count: failing.length }),
      href: `${site.basePath}/admin/webhooks`,
    },
  ]
}

const KEY_TEXTS = {
  key_file_old: 'attention.keysOld',
  key_file_readable: 'attention.keysReadable',
  too_many_keys: 'attention.tooManyKeys',
} as const

/** What is checked each time: email and the keys. Then come the problems that the last run of the doctor has found. */
async function listDoctorFindings(
  { doctor, mail, site }: Pick<Services, 'doctor' | 'mail' | 'site'>,
  translator: Translator,
): Promise<Attention> {
  const page = `${site.basePath}/admin/doctor`
  const keys = doctor.checkKeyAge().flatMap(({ code }) => (isKeyCode(code) ? KEY_TEXTS[code] : []))
  const run = await doctor.findLastRun()
  const found = (run?.findings ?? [])
    .map((finding, index) => ({ ...finding, href: `${page}#finding-${index + 1}` }))
    .filter(({ level, code }) => level !== 'ok' && code !== 'mail_unavailable' && !isKeyCode(code))
    .sort((one, other) => Number(one.level === 'warning') - Number(other.level === 'warning'))
  const more = found.length - MAX_FINDINGS
  return [
    ...(mail === null ? [{ text: translator.t('attention.mailOff'), href: page }] : []),
    ...[...new Set(keys)].map((key) => ({ text: translator.t(key), href: page })),
    ...found.slice(0, MAX_FINDINGS).map(({ href, ...finding }) => ({
      text: translator.t('attention.doctor', {
        check: labelOf(finding, translator),
        message: translator.format(finding.message),
      }),
      href,
    })),
    ...(more > 0 ? [{ text: translator.t('attention.doctorMore', { count: more }), href: page }] : []),
  ]
}

function isKeyCode(code: string | null): code is keyof typeof KEY_TEXTS {
  return code !== null && Object.hasOwn(KEY_TEXTS, code)
}

const MAX_ATTEMPTS = 200
/** Attempts younger than this are still in progress: the user may be typing a password at the provider. */
const ATTEMPT_GRACE_MS = 2 * 60_000

/** The newest attempts that could have returned by now, whether or not they have. */
export async function listOverdueAttempts({
  store,
  clock,
}: Pick<Services, 'store' | 'clock'>): Promise<readonly AttemptSummary[]> {
  const cutoff = new Date(clock().getTime() - ATTEMPT_GRACE_MS)
  return (await store.listLatestAttempts(MAX_ATTEMPTS)).filter(({ createdAt }) => createdAt < cutoff)
}
