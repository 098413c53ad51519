const LONGEST = 500

/** The items in chunks of 500 at most, so that no statement grows with the number of open sockets. */
export function chunksOf<T>(items: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / LONGEST)
  return Array.from({ length: count }, (_, index) => items.slice(index * LONGEST, (index + 1) * LONGEST))
}
