const HOUR_MS = 3_600_000

/**
 * When a lock can end at the latest. One that ends later was taken before the clock was set back, and counts as over, or it
 * would last until the clock catches up. An hour is longer than clocks of two machines that work together can differ.
 * @param until when a lock that is taken now ends
 */
export function latestLockEnd(until: Date): Date {
  return new Date(until.getTime() + HOUR_MS)
}
