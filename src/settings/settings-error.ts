/** Everything that is wrong with the settings, at once: one sentence each with the fix, and no secret in any. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError'
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    const count = faults.length === 1 ? '1 setting needs' : `${faults.length} settings need`
    super([`${count} attention:`, ...faults.map((fault) => `- ${fault}`)].join('\n'))
    this.faults = faults
  }
}
