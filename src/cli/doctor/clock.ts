import { type Check, failure, type Finding } from './finding.js'

/** Tokens are judged with half a minute of leeway, and a `Date` may be a second old. */
const MAX_SKEW_MS = 60_000

/** A finding when a `Date` (RFC 9110 section 6.6.1) that has just come is far from our own time; whose it is says `who`. */
export function clockSkewFinding(
  check: Check,
  owner: string,
  date: string | null,
  now: Date,
  subject?: string,
): Finding[] {
  const remoteTime = date === null ? NaN : Date.parse(date)
  if (!(Math.abs(remoteTime - now.getTime()) > MAX_SKEW_MS)) return []
  const seconds = Math.round((remoteTime - now.getTime()) / 1000)
  const offset = seconds > 0 ? `${seconds} seconds ahead of` : `${-seconds} seconds behind`
  return [
    failure(
      check,
      'clock_skew',
      `The clock of ${owner} is ${offset} this machine's, so tokens seem to be expired, or of the future.`,
      'Switch time synchronisation on (NTP). If several are off by the same, it is this machine.',
      subject === undefined ? {} : { subject },
    ),
  ]
}
