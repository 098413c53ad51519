import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { newId } from '../crypto/tokens.js'
import { parseJson } from '../parse-json.js'
import { CommandError } from './command.js'
import type { Terminal } from './terminal.js'

/** What the file system throws for a missing file. */
const EnoentSchema = z.object({ code: z.literal('ENOENT') })

const StoredCredentialsSchema = z.object({
  service: z.string(),
  session: z.looseObject({ value: z.string(), expires: z.string() }),
})

/** The session of this computer and the address of its server. `session.value` is secret. */
export type StoredCredentials = z.infer<typeof StoredCredentialsSchema>

/**
 * The file with the session of this computer: `portcullis/session.json` below `XDG_CONFIG_HOME` or `~/.config` (XDG
 * Base Directory Specification). Only its owner can read it.
 */
export class CredentialsFile {
  readonly path: string
  readonly #folder: string

  constructor({ env, homeDir }: Pick<Terminal, 'env' | 'homeDir'>) {
    const configured = env['XDG_CONFIG_HOME'] ?? ''
    // The specification says that relative paths are to be ignored.
    const base = isAbsolute(configured) ? configured : join(homeDir, '.config')
    this.#folder = join(base, 'portcullis')
    this.path = join(this.#folder, 'session.json')
  }

  /** Reads the file; null when there is none. @throws CommandError when it is unreadable or damaged */
  async read(): Promise<StoredCredentials | null> {
    const text = await readFile(this.path, 'utf8').catch((error: unknown) => {
      if (EnoentSchema.safeParse(error).success) return null
      throw new CommandError(`Cannot read ${this.path}.`, { cause: error })
    })
    if (text === null) return null
    const parsed = StoredCredentialsSchema.safeParse(parseJson(text))
    if (parsed.success) return parsed.data
    throw new CommandError(`${this.path} is damaged. Delete it and sign in again.`)
  }

  /** Creates the folder, so that a sign-in whose session could not be stored fails before it starts. */
  async ensureWritable(): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 })
      await chmod(this.#folder, 0o700)
    } catch (error) {
      throw new CommandError(`Cannot create ${this.#folder}, so the session could not be stored.`, {
        cause: error,
      })
    }
  }

  /** Replaces the stored session atomically. The file is never readable for other users. */
  async write(credentials: StoredCredentials): Promise<void> {
    const draft = join(this.#folder, `.session-${newId()}`)
    try {
      await writeFile(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
      await rename(draft, this.path)
    } catch (error) {
      await rm(draft, { force: true })
      throw new CommandError(`Cannot write ${this.path}.`, { cause: error })
    }
  }

  /** Deletes the file, if there is one. */
  async remove(): Promise<void> {
    await rm(this.path, { force: true })
  }
}
