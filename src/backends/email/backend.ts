/*
 * The backend for people who prove an email address, with a code or a link that they get there. This site is its own
 * provider: `begin` leads to its page ../../routes/email-login, which sends the email, takes the code and returns the browser
 * to the callback, as a provider would. So attempts, the pipeline, connecting, tests and traces work as for any other
 * backend.
 */
import { z } from 'zod'
import type { Encrypter } from '../../crypto/encryption.js'
import { hashToken } from '../../crypto/tokens.js'
import { PortcullisError } from '../../errors.js'
import { type BackendPolicy, EMAIL_BACKEND, EMAIL_ISSUER, type Identity } from '../../identity.js'
import { message } from '../../locales/messages.js'
import type { Backend } from '../backend.js'
import { redirectUriFor } from '../redirect-uri.js'

/** The path of the page that asks for the address, below the base path. */
const EMAIL_LOGIN_PATH = `/login/${EMAIL_BACKEND}/address`

/** The person who receives email at an address owns it, so the address identifies their user. */
const EMAIL_POLICY: BackendPolicy = {
  requiredClaims: [],
  requiredValues: {},
  allowedDomains: [],
  trustEmail: true,
  linkByVerifiedEmail: true,
  requireEmail: false,
  requireVerifiedEmail: false,
  extraClaims: [],
}

/** An address that a browser has just proven. */
export interface ProvenAddress {
  readonly address: string
  readonly provenAt: Date
}

/** The backend, and the way back to it from its page. */
export interface EmailLogin {
  readonly backend: Backend
  /**
   * The callback for an address that this browser has proven. It works once, for the attempt with this state, as the response
   * of a provider does. Secret.
   */
  completionUrl(state: string, proven: ProvenAddress): string
}

const ProofSchema = z.object({ address: z.string(), provenAt: z.coerce.date() })

/** Why a site cannot have `EMAIL_LOGIN`, each as a sentence with the fix. */
export function emailLoginProblems(
  rawBackends: Readonly<Record<string, unknown>>,
  { canSendMail }: { readonly canSendMail: boolean },
): readonly string[] {
  const mail =
    'EMAIL_LOGIN is true, but no email can be sent. Set SMTP_URL and MAIL_FROM, or remove EMAIL_LOGIN.'
  const name = `EMAIL_LOGIN is true, and a backend is named "${EMAIL_BACKEND}", too. Give the backend another name.`
  return [...(canSendMail ? [] : [mail]), ...(Object.hasOwn(rawBackends, EMAIL_BACKEND) ? [name] : [])]
}

/** Creates the backend of a site with `EMAIL_LOGIN`. */
export function createEmailLogin({
  baseUrl,
  encrypter,
}: {
  readonly baseUrl: string
  readonly encrypter: Encrypter
}): EmailLogin {
  const redirectUri = redirectUriFor(baseUrl, { name: EMAIL_BACKEND })
  const decryptProof = (code: string, state: string): ProvenAddress | null => {
    const text = encrypter.decrypt(encryptionContext(state), Buffer.from(code, 'base64url'))
    return text === null ? null : ProofSchema.parse(JSON.parse(text))
  }
  return {
    completionUrl: (state, { address, provenAt }) => {
      const proof = encrypter.encrypt(encryptionContext(state), JSON.stringify({ address, provenAt }))
      const code = Buffer.from(proof).toString('base64url')
      return `${redirectUri}?${new URLSearchParams({ state, code }).toString()}`
    },
    backend: {
      name: EMAIL_BACKEND,
      label: 'Email',
      icon: 'mail',
      builtIn: true,
      redirectUri,
      policy: EMAIL_POLICY,
      definitionIssuer: EMAIL_ISSUER,
      ownsIssuer: (issuer) => issuer === EMAIL_ISSUER,
      tokenExchangeUnsupportedReason: 'issues no access tokens',
      begin: ({ state, loginHint }) => {
        const query = { state, ...(loginHint === undefined ? {} : { login_hint: loginHint }) }
        return Promise.resolve(
          new URL(`${baseUrl}${EMAIL_LOGIN_PATH}?${new URLSearchParams(query).toString()}`),
        )
      },
      // `async`, so that an error becomes a rejection.
      finish: async (callback, { state }) => {
        const proven = decryptProof(callback.get('code') ?? '', state)
        if (proven === null)
          throw new PortcullisError('callback_invalid', {
            detail: message('detail.callback.noAddress'),
          })
        return Promise.resolve(emailIdentity(proven))
      },
    },
  }
}

/** The identity of the owner of a proven address. */
export function emailIdentity({ address, provenAt }: ProvenAddress): Identity {
  return {
    backend: EMAIL_BACKEND,
    issuer: EMAIL_ISSUER,
    subject: address,
    email: address,
    emailVerified: true,
    authenticatedAt: provenAt,
    preferredUsername: null,
    name: null,
    givenName: null,
    familyName: null,
    picture: null,
    claims: {},
    tokens: null,
  }
}

function encryptionContext(state: string): string {
  return `email-login:${hashToken(state)}`
}
