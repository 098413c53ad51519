import { z } from 'zod'
import { type Sentence, verbatim } from '../locales/messages.js'
import { StoredMessage } from '../locales/stored-message.js'
import { parseJson } from '../parse-json.js'
import type { Settings } from '../settings/settings.js'
import type { Store } from '../store/store.js'
import type { UserExtension } from '../user-extension.js'
import { type Finding, toFindingJson } from './finding.js'
import { checkKeyAge } from './keys.js'
import { runChecks } from './run-checks.js'
import { checkReadSettings } from './settings.js'

/** A run, as it was stored. Another release may have other checks, codes and texts. */
const FindingsSchema = z.array(
  z.object({
    check: z.string(),
    level: z.enum(['ok', 'warning', 'failure']),
    code: z.string().nullable(),
    subject: z.string().nullable(),
    /** In English, for releases that do not know the texts. */
    message: z.string(),
    advice: z.string().nullable(),
    texts: z
      .object({ message: StoredMessage, advice: StoredMessage.nullable() })
      .nullable()
      .default(null)
      .catch(null),
  }),
)

/** A finding of a run. What another release has found may have a text that is not in the catalogues. */
export interface StoredFinding extends Omit<
  z.infer<typeof FindingsSchema>[number],
  'message' | 'advice' | 'texts'
> {
  readonly message: Sentence
  readonly advice: Sentence | null
}

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
    const findings = FindingsSchema.catch([]).parse(parseJson(stored.findings))
    return { at: stored.at, findings: findings.map(toStoredFinding) }
  }

  /** What needs neither the network nor the database: the age of the keys, and their number. */
  checkKeyAge(): readonly Finding[] {
    return checkKeyAge(this.#deps.settings, this.#deps.clock())
  }

  async #run(): Promise<DoctorRun> {
    const { settings, userExtension, store, clock } = this.#deps
    const findings = await runChecks(checkReadSettings(settings), { clock, userExtension })
    const at = clock()
    await store.replaceDoctorRun({ at, findings: JSON.stringify(findings.map(toRow)) })
    return { at, findings }
  }
}

function toRow(finding: Finding): z.input<typeof FindingsSchema>[number] {
  return { ...toFindingJson(finding), texts: { message: finding.message, advice: finding.advice } }
}

function toStoredFinding({
  texts,
  message,
  advice,
  ...finding
}: z.output<typeof FindingsSchema>[number]): StoredFinding {
  return {
    ...finding,
    ...(texts ?? { message: verbatim(message), advice: advice === null ? null : verbatim(advice) }),
  }
}
