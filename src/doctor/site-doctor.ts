import { z } from 'zod'
import { parseJson } from '../parse-json.js'
import type { Settings } from '../settings/settings.js'
import type { Store } from '../store/store.js'
import type { UserExtension } from '../user-extension.js'
import type { Finding } from './finding.js'
import { checkKeyAge } from './keys.js'
import { runChecks } from './run-checks.js'
import { checkReadSettings } from './settings.js'

/** A run, as it was stored. Another release may have other checks and codes. */
const FindingsSchema = z.array(
  z.object({
    check: z.string(),
    level: z.enum(['ok', 'warning', 'failure']),
    code: z.string().nullable(),
    subject: z.string().nullable(),
    message: z.string(),
    advice: z.string().nullable(),
  }),
)
export type StoredFinding = Readonly<z.infer<typeof FindingsSchema>[number]>

/** What a run has found, and when. */
export interface DoctorRun {
  readonly at: Date
  readonly findings: readonly StoredFinding[]
}

export interface SiteDoctorDeps {
  readonly settings: Settings
  readonly userExtension: UserExtension
  readonly store: Pick<Store, 'replaceDoctorRun' | 'getDoctorRun'>
  readonly clock: () => Date
}

/** The doctor of a running server, for its administrators. The last run is stored, so that every process knows it. */
export class SiteDoctor {
  readonly #deps: SiteDoctorDeps
  #running: Promise<DoctorRun> | null = null

  constructor(deps: SiteDoctorDeps) {
    this.#deps = deps
  }

  /** Runs the checks of `portcullis doctor`, once at a time: a second call while they run gets the same result. */
  run(): Promise<DoctorRun> {
    this.#running ??= this.#run().finally(() => {
      this.#running = null
    })
    return this.#running
  }

  /** The last run of any process; null before the first one. */
  async findLastRun(): Promise<DoctorRun | null> {
    const stored = await this.#deps.store.getDoctorRun()
    if (stored === null) return null
    return { at: stored.at, findings: FindingsSchema.catch([]).parse(parseJson(stored.findings)) }
  }

  /** What needs neither the network nor the database: the age of the keys, and their number. */
  checkKeyAge(): readonly Finding[] {
    return checkKeyAge(this.#deps.settings, this.#deps.clock())
  }

  async #run(): Promise<DoctorRun> {
    const { settings, userExtension, store, clock } = this.#deps
    const findings = await runChecks(checkReadSettings(settings), { clock, userExtension })
    const at = clock()
    await store.replaceDoctorRun({ at, findings: JSON.stringify(findings) })
    return { at, findings }
  }
}
