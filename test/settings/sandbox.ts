import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readSettings } from '../../src/settings/read-settings.js'
import { SettingsError } from '../../src/settings/settings-error.js'
import type { Settings } from '../../src/settings/settings.js'

export type Values = Readonly<Record<string, string | undefined>>

/** Keys that pass every rule. */
export const KEYS = {
  SESSION_KEYS: 'n3Vq8LwZ0rXb5TjK1yHd7GmPf2Sc9QaEuWoIx4Rk',
  ENCRYPTION_KEYS: 'Zt6Bv1Nc8Mx3Lk0Jh5Gf2Ds7Aq4Pw9Oe6Ir1Uy8T',
}

/** The least that production asks for. */
export const PRODUCTION = { NODE_ENV: 'production', BASE_URL: 'https://login.example.com', ...KEYS }

/** A fresh folder for one test. */
export interface Sandbox {
  readonly folder: string
  path(name: string): string
  write(name: string, text: string): void
  read(values: Values): Settings
  /** All errors of these settings in one text; empty when there are none. */
  errors(values: Values): string
  remove(): void
}

export function sandbox(): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-settings-'))
  const path = (name: string): string => join(folder, name)
  return {
    folder,
    path,
    write: (name, text) => {
      writeFileSync(path(name), text)
    },
    read: (values) => readSettings(values, folder),
    errors: (values) => errorsOf(() => readSettings(values, folder)),
    remove: () => {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function errorsOf(read: () => unknown): string {
  try {
    read()
    return ''
  } catch (error) {
    if (error instanceof SettingsError) return error.errors.join('\n')
    throw error
  }
}
