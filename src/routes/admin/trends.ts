import { isOwnMistake } from '../../audit/sign-in-event.js'
import type { Translator } from '../../locales/translator.js'
import type { AdminOverviewPage, SparklineView, TileView } from '../../pages/render.js'
import type { DayCounts } from '../../store/daily-counts.js'
import type { EventCount } from '../../store/events.js'
import { backendSummary } from '../login-methods.js'
import type { Services } from '../services.js'

const WEEK_DAYS = 7
const MAX_PROVIDERS = 20

/** The sign-ins that worked, and those that failed without a mistake of the person. */
interface ResultCounts {
  readonly ok: number
  readonly failed: number
}

function countResults(counts: readonly EventCount[]): ResultCounts {
  const sum = (matches: (each: EventCount) => boolean) =>
    counts.filter(matches).reduce((total, { count }) => total + count, 0)
  return {
    ok: sum(({ kind }) => kind === 'signed-in'),
    failed: sum(({ kind, code }) => code !== null && kind !== 'logout-refused' && !isOwnMistake(code)),
  }
}

/** The four numbers of the overview, each with its line over the last 30 days. */
export function toTiles(
  { site }: { readonly site: Pick<Services['site'], 'basePath'> },
  translator: Translator,
  {
    users,
    sessions,
    days,
  }: {
    readonly users: number
    readonly sessions: number | null
    readonly days: readonly DayCounts[] | null
  },
): readonly TileView[] {
  const admin = `${site.basePath}/admin`
  const number = (value: number) => new Intl.NumberFormat(translator.formatLocale).format(value)
  const month = (days ?? []).map(({ signIns, newUsers }) => ({ ...countResults(signIns), newUsers }))
  const week = month.slice(-WEEK_DAYS)
  const total = (list: typeof month, member: 'ok' | 'failed' | 'newUsers') =>
    list.reduce((sum, each) => sum + each[member], 0)
  const attempts = (list: typeof month) => total(list, 'ok') + total(list, 'failed')
  const rate = (list: typeof month) => formatShare(total(list, 'ok'), attempts(list), translator)
  const both = (show: (list: typeof month) => string) => ({ week: show(week), month: show(month) })
  const line = (values: readonly (number | null)[]) => (days === null ? null : toSparkline(values))
  const counted = (text: string) => (days === null ? null : text)
  return [
    {
      label: translator.t('adminOverview.weekSignIns'),
      value: counted(number(attempts(week))),
      note: counted(translator.t('adminOverview.inMonth', { value: number(attempts(month)) })),
      href: `${admin}/sign-ins`,
      sparkline: line(month.map(({ ok, failed }) => ok + failed)),
    },
    {
      label: translator.t('adminOverview.weekSuccess'),
      value: counted(rate(week)),
      note: counted(translator.t('adminOverview.inMonth', { value: rate(month) })),
      href: `${admin}/sign-ins?result=failed`,
      sparkline: line(month.map(({ ok, failed }) => (ok + failed === 0 ? null : ok / (ok + failed)))),
    },
    {
      label: translator.t('admin.users'),
      value: number(users),
      note: counted(
        translator.t(
          'adminOverview.newUsers',
          both((list) => number(total(list, 'newUsers'))),
        ),
      ),
      href: `${admin}/users`,
      sparkline: line(month.map(({ newUsers }) => newUsers)),
    },
    {
      label: translator.t('account.sessions'),
      value: sessions === null ? null : number(sessions),
      note: counted(
        translator.t(
          'adminOverview.opened',
          both((list) => number(total(list, 'ok'))),
        ),
      ),
      href: `${admin}/sign-ins`,
      sparkline: line(month.map(({ ok }) => ok)),
    },
  ]
}

/** The sign-ins of the last seven days by provider, most used first. */
export function toProviderBars(
  services: Pick<Services, 'site' | 'backends'>,
  translator: Translator,
  days: readonly DayCounts[],
): NonNullable<AdminOverviewPage['providers']> {
  const counts = days.slice(-WEEK_DAYS).flatMap(({ signIns }) => signIns)
  const names = [...new Set(counts.flatMap(({ backend }) => backend ?? []))]
  return names
    .map((name) => ({ name, ...countResults(counts.filter(({ backend }) => backend === name)) }))
    .filter(({ ok, failed }) => ok + failed > 0)
    .sort((one, other) => other.ok + other.failed - (one.ok + one.failed))
    .slice(0, MAX_PROVIDERS)
    .map(({ name, ok, failed }) => ({
      ok,
      failed,
      label: backendSummary(services, name, translator).label,
      okShare: Math.round((1000 * ok) / (ok + failed)) / 10,
      href: `${services.site.basePath}/admin/sign-ins?${new URLSearchParams({ backend: name }).toString()}`,
    }))
}

function formatShare(part: number, whole: number, { formatLocale }: Translator): string {
  if (whole === 0) return '–'
  const format = new Intl.NumberFormat(formatLocale, { style: 'percent', maximumFractionDigits: 1 })
  return format.format(Math.floor((1000 * part) / whole) / 1000)
}

const DAY_WIDTH = 4
const HIGHEST_Y = 2
const LOWEST_Y = 30

/** The points of a line, scaled to its largest value; a day without a value is left out. */
function toSparkline(values: readonly (number | null)[]): SparklineView | null {
  const largest = Math.max(...values.map((value) => value ?? 0), Number.MIN_VALUE)
  const points = values.map((value, index) => {
    if (value === null) return []
    return [`${index * DAY_WIDTH},${(LOWEST_Y - ((LOWEST_Y - HIGHEST_Y) * value) / largest).toFixed(1)}`]
  })
  const join = (list: readonly string[][]) => list.flat().join(' ')
  if (points.flat().length < 2) return null
  return { month: join(points), week: join(points.slice(-WEEK_DAYS)) }
}
