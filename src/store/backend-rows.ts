import { z } from 'zod'

/** A backend that an administrator has added. */
export const BackendRow = z.object({
  name: z.string(),
  /** The version in use; null before the first one is enabled. */
  current: z.number().nullable(),
  enabled: z.boolean(),
  /** Counts up at every change. */
  revision: z.number(),
  createdAt: z.date(),
  changedAt: z.date(),
})
export type BackendRow = Readonly<z.infer<typeof BackendRow>>

/** What an administrator wrote at one time; never changed, but for what its test login showed. */
export const BackendVersionRow = z.object({
  id: z.string(),
  name: z.string(),
  version: z.number(),
  /** All fields but the secrets, as JSON text. */
  definition: z.string(),
  /** The secrets, sealed. */
  secret: z.instanceof(Uint8Array).nullable(),
  createdAt: z.date(),
  createdBy: z.string(),
  testedAt: z.date().nullable(),
  /** Sealed. */
  report: z.instanceof(Uint8Array).nullable(),
})
export type BackendVersionRow = Readonly<z.infer<typeof BackendVersionRow>>

export type NewBackendVersion = Omit<BackendVersionRow, 'secret' | 'testedAt' | 'report'> & {
  readonly secret: Uint8Array<ArrayBuffer> | null
}

/** A backend with everything that was ever written of it, the newest first. */
export type BackendWithVersions = BackendRow & { readonly versions: readonly BackendVersionRow[] }
