/** All errors in the settings, each with its fix and without secrets. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly errors: readonly string[]

  constructor(errors: readonly string[]) {
    const count = errors.length === 1 ? '1 setting needs' : `${errors.length} settings need`
    super([`${count} attention:`, ...errors.map((message) => `- ${message}`)].join('\n'))
    this.errors = errors
  }
}
