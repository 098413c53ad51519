// Shows times in the zone of the browser, and recent ones as a distance. Without this script, pages show UTC.
const { formatLocale, justNow } = document.querySelector('script[data-format-locale]').dataset
const full = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'medium', timeStyle: 'short' })
const exact = new Intl.DateTimeFormat(formatLocale, { dateStyle: 'full', timeStyle: 'long' })
const distance = new Intl.RelativeTimeFormat(formatLocale, { numeric: 'auto' })
const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]
const MAX_DISTANCE_MS = 7 * 86_400_000

function format(moment) {
  const ago = Date.now() - moment.getTime()
  if (ago < 0 || ago > MAX_DISTANCE_MS) return full.format(moment)
  const found = UNITS.find(([, each]) => ago >= each)
  return found ? distance.format(-Math.floor(ago / found[1]), found[0]) : justNow
}

for (const element of document.querySelectorAll('time[datetime]')) {
  const moment = new Date(element.dateTime)
  if (Number.isNaN(moment.getTime())) continue
  element.textContent = format(moment)
  element.title = exact.format(moment)
}
