const MAX_CHUNK_SIZE = 500

/** Splits items into chunks of at most 500, so that no statement grows with the number of open sockets. */
export function toChunks<T>(items: readonly T[]): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / MAX_CHUNK_SIZE)
  return Array.from({ length: count }, (_, index) =>
    items.slice(index * MAX_CHUNK_SIZE, (index + 1) * MAX_CHUNK_SIZE),
  )
}
