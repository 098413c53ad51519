/**
 * What a sealed value is bound to when it outlives a rotation of keys, by its kind: its row and its column. Whoever seals,
 * opens or seals anew takes the place from here.
 */
export const ENCRYPTION_CONTEXTS = {
  'account tokens': (id: string) => `account:${id}:tokens`,
  'client secret': (id: string) => `backend-version:${id}:secret`,
  'test report': (id: string) => `backend-version:${id}:report`,
} as const
