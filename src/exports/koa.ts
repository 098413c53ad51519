// The subpath `portcullis/koa`: a gate in the Koa application of a program.

import type { Config } from '../config/config.js'
import type { GateOptions } from '../gate/public-gate.js'
import type { KoaGate } from '../gate/public-koa-gate.js'
import type { Fields } from '../public-types.js'

export type { Gate, GateOptions, Tokens, Users } from '../gate/public-gate.js'
export type { KoaGate, SignedIn, State, StateOf } from '../gate/public-koa-gate.js'

/**
 * Opens a gate: the site of a configuration, in this program.
 * @throws SettingsError with all errors; an error named `MigrationError` when the database does not match this release
 */
export async function portcullis<F extends Fields, R extends string, L extends string>(
  config: Config<F, R, L>,
  options: GateOptions = {},
): Promise<KoaGate<F, R>> {
  const [{ openConfigured }, { createKoaGate }] = await Promise.all([
    import('../gate/open-gate.js'),
    import('../gate/koa-gate.js'),
  ])
  const { env = process.env, folder = process.cwd() } = options
  const gate = createKoaGate(await openConfigured(config, { ...options, env, folder }))
  // This cast is safe: the fields and roles of every user are read with the schema and the list of this configuration.
  return gate as unknown as KoaGate<F, R>
}
