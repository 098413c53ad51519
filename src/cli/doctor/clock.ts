import { type Check, failure, type Finding } from './finding.js'

/** Tokens are judged with half a minute of leeway, and a `Date` may be a second old. */
const MOST_MS = 60_000

/** A finding when a `Date` (RFC 9110 section 6.6.1) that has just come is far from our own time; whose it is says `who`. */
export function differs(
  check: Check,
  who: string,
  date: string | null,
  now: Date,
  subject?: string,
): Finding[] {
  const theirs = date === null ? NaN : Date.parse(date)
  if (!(Math.abs(theirs - now.getTime()) > MOST_MS)) return []
  const seconds = Math.round((theirs - now.getTime()) / 1000)
  const how = seconds > 0 ? `${seconds} seconds ahead of` : `${-seconds} seconds behind`
  return [
    failure(
      check,
      'clock_skew',
      `The clock of ${who} is ${how} this machine's, so tokens seem to be expired, or of the future.`,
      'Switch time synchronisation on (NTP). If several are off by the same, it is this machine.',
      subject === undefined ? {} : { subject },
    ),
  ]
}
