import type { Grant } from '../grants.js'
import { json } from '../reply.js'
import type { Handler, ProviderRequest, Reply } from '../reply.js'
import { bearerOf } from '../userinfo.js'

/** An endpoint that returns claims about the user of an access token. The faults of `userinfoClaims` apply to it. */
export function profile(
  describe: (grant: Grant, request: ProviderRequest) => Record<string, unknown>,
  refused: Reply,
): Handler {
  return (op, request) => {
    const grant = bearerOf(op, request)
    if (grant === undefined) return Promise.resolve(refused)
    return Promise.resolve(json(200, op.says('userinfoClaims', describe(grant, request))))
  }
}
