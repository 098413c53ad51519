import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { isAbsolute, join } from 'node:path'
import { z } from 'zod'
import { newId } from '../crypto/tokens.js'
import { parseJson } from './api-client.js'
import { CommandError } from './command.js'
import type { Terminal } from './terminal.js'

/** What the file system throws for a file that is not there. */
const EnoentSchema = z.object({ code: z.literal('ENOENT') })

const StoredCredentialsSchema = z.object({
  service: z.string(),
  session: z.looseObject({ value: z.string(), expires: z.string() }),
})

/** The session of this computer, and where it is good. `session.value` is secret. */
export type StoredCredentials = z.infer<typeof StoredCredentialsSchema>

/**
 * The file that keeps the session of this computer: `portcullis/session.json` in the folder of settings (XDG Base
 * Directory). Nobody but its owner may read it.
 */
export class CredentialsFile {
  readonly path: string
  readonly #folder: string

  constructor({ env, homeDir }: Pick<Terminal, 'env' | 'homeDir'>) {
    const configured = env['XDG_CONFIG_HOME'] ?? ''
    // The specification has relative paths ignored.
    const base = isAbsolute(configured) ? configured : join(homeDir, '.config')
    this.#folder = join(base, 'portcullis')
    this.path = join(this.#folder, 'session.json')
  }

  /** Null when there is none. @throws CommandError when it is not one of ours */
  async read(): Promise<StoredCredentials | null> {
    const text = await readFile(this.path, 'utf8').catch((error: unknown) => {
      if (EnoentSchema.safeParse(error).success) return null
      throw new CommandError(`${this.path} cannot be read.`, { cause: error })
    })
    if (text === null) return null
    const parsed = StoredCredentialsSchema.safeParse(parseJson(text))
    if (parsed.success) return parsed.data
    throw new CommandError(`${this.path} is damaged. Remove it, and sign in again.`)
  }

  /** Makes the folder, so that it shows before anything else is done whether a session can be kept. */
  async ensureWritable(): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 })
      await chmod(this.#folder, 0o700)
    } catch (error) {
      throw new CommandError(`${this.#folder} cannot be made, so no session could be kept.`, { cause: error })
    }
  }

  /** Keeps a session in place of the one before: wholly or not at all, and never readable for others. */
  async write(credentials: StoredCredentials): Promise<void> {
    const draft = join(this.#folder, `.session-${newId()}`)
    try {
      await writeFile(draft, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600, flag: 'wx' })
      await rename(draft, this.path)
    } catch (error) {
      await rm(draft, { force: true })
      throw new CommandError(`${this.path} cannot be written.`, { cause: error })
    }
  }

  async remove(): Promise<void> {
    await rm(this.path, { force: true })
  }
}
