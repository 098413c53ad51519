// The subpath `portcullis/testing`: for the tests of a program, in any runner.

import type { Config } from '../config/config.js'
import type { Fields } from '../public-types.js'
import type { Kit, KitOptions } from '../testing/kit-types.js'

export { backendContract } from '../testing/backend-contract.js'
export type { BackendFixture, TestRunner } from '../testing/backend-contract.js'
export type {
  FakeProvider,
  FormAnswer,
  Kit,
  KitAnswers,
  KitCookie as Cookie,
  KitMail as Mail,
  KitMails as Mails,
  KitOptions,
  ProviderFaults,
  SignedInVisitor as Visitor,
  SignInOptions,
} from '../testing/kit-types.js'

/**
 * Opens a site of this configuration for tests: on a fresh database, at a free port, with a fake provider for each backend.
 * @throws SettingsError with all errors of the configuration
 */
export async function testKit<F extends Fields, R extends string, L extends string>(
  config: Config<F, R, L>,
  options: KitOptions = {},
): Promise<Kit<F, R>> {
  const { createKit } = await import('../testing/kit.js')
  const kit = await createKit(config, options)
  // This cast is safe: the fields and roles of every user are read with the schema and the list of this configuration.
  return kit as unknown as Kit<F, R>
}
