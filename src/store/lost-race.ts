/** Somebody else changed what this transaction had read: it must be taken back and run again. */
export class ConcurrentUpdateError extends Error {
  override readonly name = 'ConcurrentUpdateError'
}
