import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import { askApi } from './api-call.js'
import type { ApiCall } from './api-call.js'
import type { Address } from './profile.js'

const WHAT = 'the e-mail addresses'

const list = z.array(
  z.object({
    email: z.string(),
    primary: z.boolean().default(false),
    verified: z.boolean().default(false),
  }),
)

const NONE: Address = { email: null, verified: false }

/**
 * The address a person uses, from the list of all they have: the primary one, else the first; verified only when the
 * list says so.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured, identity_rejected
 */
export async function fetchAddress(endpoint: string, call: ApiCall): Promise<Address> {
  const parsed = list.safeParse(await askApi(endpoint, WHAT, call))
  if (!parsed.success) {
    throw new PortcullisError('identity_rejected', { detail: `${WHAT}: not a list of addresses` })
  }
  const chosen = parsed.data.find(({ primary }) => primary) ?? parsed.data[0]
  return chosen === undefined ? NONE : chosen
}
