import type { Definition } from '../../backends/definition.js'
import type { Settings } from '../../settings/settings.js'
import type { Store } from '../../store/store.js'

/** What is looked at. */
export interface DoctorContext {
  readonly settings: Settings
  /** Of the settings and, where the database can be read, of the administrators. */
  readonly definitions: readonly Definition[]
  /** Null when the database cannot be used as it is. */
  readonly store: Store | null
  readonly clock: () => Date
}
