/** A record of exactly these entries: it has no prototype, so that no key, not even `__proto__`, means more than itself. */
export function withoutPrototype<T>(entries: Iterable<readonly [string, T]>): Readonly<Record<string, T>> {
  const record = Object.fromEntries(entries)
  Object.setPrototypeOf(record, null)
  return record
}
