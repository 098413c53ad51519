/** The code of an error of the system, such as `ENOENT`; its message is left out, for it can quote what was read. */
export function errnoCode(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  return typeof code === 'string' ? code : 'unknown error'
}
