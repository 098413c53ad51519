/*
 * What administrators can do about a sign-in that failed at the provider. The detail of the error tells the cause more
 * exactly than its code, so each known cause has a sentence of its own; the first pattern that matches counts. The report
 * of a test sign-in and the traces show the same sentence.
 *
 * Fields are named as in a definition, with their label in the form where they have a control of their own.
 */
type Rule = readonly [cause: RegExp, advice: string | ((match: RegExpExecArray) => string)]

const REDIRECT_URI =
  'Compare the redirect URI with the one that is registered at the provider, letter for letter.'
const CREDENTIALS =
  'Copy the client ID and client secret from the provider again. If they are right, the provider may expect another method: see “Client authentication” ("clientAuthentication").'
const SCOPES =
  'Remove the scopes that this application may not request from “Scopes” ("scopes"), or allow them in the settings of the provider.'
const CODE_FLOW =
  'Allow the authorization code flow (response type “code”) for this application in the settings of the provider.'

/** These causes can arise at several endpoints. */
const GENERAL_RULES: readonly Rule[] = [
  [/"clientAuthentication" is wrong/, CREDENTIALS],
  [/redirect[_ ]?ur[il]/i, REDIRECT_URI],
  [/\binvalid_scope\b/, SCOPES],
  [/\bunauthorized_client\b/, `${CODE_FLOW} Then check that the client ID belongs to it.`],
  [
    /: it is signed with none,/,
    'The provider does not sign its tokens. Turn on signing with RS256 or ES256 for this application at the provider.',
  ],
  [
    /: it is signed with (HS\d+),/,
    ([, algorithm = '']) =>
      `The provider signs with the client secret. Choose RS256 or ES256 for this application at the provider. If it offers neither, choose ${algorithm} as “Algorithm of ID Tokens” ("idTokenAlgorithm": "${algorithm}"), with a client secret of 32 bytes or more.`,
  ],
  [
    /: it is signed with ([A-Za-z]+\d+|EdDSA),/,
    ([, algorithm = '']) =>
      `Choose ${algorithm} as “Algorithm of ID Tokens” ("idTokenAlgorithm": "${algorithm}"), or another algorithm for this application at the provider.`,
  ],
  [
    /: it is encrypted;/,
    'Turn off encryption for this application at the provider. Otherwise register a public key there, and enter its private key as “Decryption key” ("decryptionKey").',
  ],
  [
    /: it is encrypted with /,
    'Choose RSA-OAEP-256 or ECDH-ES with A256GCM for this application at the provider, and register the public half of “Decryption key” there.',
  ],
  [
    /"decryptionKey" does not decrypt it/,
    'The provider encrypts with another key. Register the public half of “Decryption key” ("decryptionKey") there, and remove earlier keys.',
  ],
  [
    /\b(?:invalid_dpop_proof|use_dpop_nonce)\b/,
    'The provider binds tokens to a key (DPoP), which is not supported. Turn that off for this application there.',
  ],
  [
    /seconds in the future: the clocks/,
    'Synchronize the clock of this server with a time server (NTP), and ask the provider to do the same. Up to five minutes can be tolerated with “Clock tolerance” ("clockTolerance").',
  ],
  [
    /seconds ago; the token (?:has expired|is too old)/,
    'If the clock of this server is ahead, synchronize it with a time server (NTP); up to five minutes can be tolerated with “Clock tolerance” ("clockTolerance"). If both clocks are right, let the provider issue tokens that are valid for longer.',
  ],
  [
    /fits its header|signature is not valid: it was made with another client secret/,
    'The token was signed with another key than the provider publishes. Check that the issuer is that of the right realm or tenant; with HS256, that the client secret is right.',
  ],
  [
    /has only \d+ bits/,
    'The signing key of the provider is too short to be safe. Create an RSA key of 2048 bits or more there.',
  ],
  [
    /signature is not valid|the key that it names is not readable|key of the issuer/,
    'The signature does not belong to the keys that the provider publishes. Check that the issuer is that of the right realm or tenant, and that no proxy changes or stores the key set (jwks_uri).',
  ],
  [
    /: aud (?:is|has several)/,
    'The token was issued to another client. Enter the client ID of this application exactly as the provider shows it.',
  ],
  [/: azp is /, 'The token was requested by another client. Check the client ID.'],
  [
    /: iss is .*, but with this tid/,
    'The token comes from another tenant than its issuer names. Check "issuerTemplate" against the metadata of the provider.',
  ],
  [
    /^(?!the callback).*: iss is/,
    'The issuer in the token is not the one that is set up here. Copy the issuer from the metadata of the provider, with the same slash at its end. If the provider really uses a second spelling, add it as "issuerAliases".',
  ],
  [
    /nonce is (?:not the one|missing)/,
    'The provider did not return the nonce of this sign-in. Start again in one browser window. If it keeps happening, the provider does not support the nonce; ask it to, before you turn the check off with "nonce": false.',
  ],
  [
    /at_hash does not match/,
    'The ID Token belongs to another access token. This is a fault of the provider; report it there.',
  ],
  [
    /auth_time|the sign-in at the provider is too old/,
    'The provider did not ask the user to sign in again. Check that it supports max_age and sends auth_time, or remove "maxAge".',
  ],
  [
    /: (sub|exp|iat) is missing|tid is missing/,
    'The provider leaves out a claim that the standard requires. Turn it on for this application there, or report the fault.',
  ],
]

const CALLBACK_RULES: readonly Rule[] = [
  [
    /AADSTS50105/,
    'Only assigned users may use this application. Assign the user or one of their groups to it in Microsoft Entra ID, or turn off “Assignment required” there.',
  ],
  [/: (?:unsupported_response_type|no code$)/, `${CODE_FLOW} The implicit flow is not used here.`],
  [/: unsupported_response_mode/, 'Choose another “Response mode” ("responseMode").'],
  [
    /: invalid_request/,
    'The provider rejected a parameter. Compare the redirect URI letter for letter, and check "authorizationParams". If the provider requires pushed requests, add {"pushedAuthorization": true} to “Other fields”.',
  ],
  [
    /: (?:login|interaction|consent|account_selection)_required/,
    'The provider needs an action of the user or of its administrator first, often a consent to this application. Give it there.',
  ],
  [
    /: (?:server_error|temporarily_unavailable)/,
    'The provider reports a fault of its own. Try again in a moment. If it keeps happening, look at the log of the provider.',
  ],
  [
    /: iss is "/,
    'The response came from another issuer than the one that is set up here. Check the issuer of this provider.',
  ],
  [
    /: the state is missing or wrong/,
    'The provider did not return the state of this sign-in. Start again in one browser window. If it keeps happening, the provider does not follow the standard.',
  ],
  [
    /^the callback: [\w.-]+: "/,
    'The words in quotation marks are the provider’s own. Look them up in its documentation, or send them to its support.',
  ],
]

const ENDPOINT_RULES: readonly Rule[] = [
  [
    /invalid_grant/,
    'The provider rejected the code of the sign-in. Start again, and do not reload the page. If it keeps happening, compare the redirect URI letter for letter, check the client ID, and turn off tokens that are bound to a key (DPoP) or to a certificate for this application at the provider: they are not supported.',
  ],
  [
    /^the token request: no valid id_token/,
    'The provider sent no ID Token. Request the scope “openid”. If the provider supports only OAuth 2, add it as an OAuth 2 provider.',
  ],
  [
    /pushed_authorization_request_endpoint/,
    'The provider names no address for pushed authorization requests. Turn off that requirement for this application at the provider, and remove "pushedAuthorization" here.',
  ],
  [
    /^the pushed authorization request/,
    'The provider rejected the pushed authorization request. Check the client secret, the redirect URI and the scopes.',
  ],
  [
    /^the UserInfo response: status 401/,
    'The provider does not accept its access token for UserInfo. Choose “Never” as “UserInfo” ("userInfo": "never"), if the ID Token has all claims that you need.',
  ],
  [
    /^the UserInfo response: status 403/,
    'The access token may not read UserInfo. Request the scopes “openid profile email”, and allow them at the provider.',
  ],
  [
    /^the UserInfo response: sub is not that|belongs to another user/,
    'UserInfo is about another user than the ID Token. Check that both come from the same tenant and that no cache is between this server and the provider. Do not turn UserInfo off before you know the reason.',
  ],
  [
    /^the UserInfo response: (?:its content type|it is not|not JSON)/,
    'The UserInfo endpoint answers in a form that cannot be read. Choose “Never” as “UserInfo” ("userInfo": "never"), if the ID Token has all claims that you need.',
  ],
  [
    /^the profile: (\S+) is missing/,
    ([, path = '']) =>
      `The profile has no member ${path}. Name the member that identifies users as "subject".`,
  ],
  [
    /^the email addresses: not a list/,
    'The list of addresses has another form. Describe it with "emailList", or remove "emailsEndpoint".',
  ],
  [
    /not in "allowedTenants"/,
    'Test with an account of an allowed tenant, or add the tenant to "allowedTenants".',
  ],
  [
    /has not verified the email address/,
    'The provider did not say that the address is verified. If it verifies every address, enter “true” as “Where the provider says that an address is verified” ("emailVerified"), or the claim that says so.',
  ],
  [
    /^the provider sent no email address/,
    'Request the scope “email”, and allow it at the provider; without an address, “Allowed email domains” rejects everyone.',
  ],
  [/^the claim \S+ must say/, 'Test with an account that has this value, or change "requiredValues".'],
]

const METADATA_RULES: readonly Rule[] = [
  [
    /^the metadata: status 404/,
    'No metadata are published there. Check the issuer for a missing realm, tenant or path. If they are elsewhere, set "metadataUrl".',
  ],
  [
    /^the metadata: status 3\d\d, which leads to/,
    'The issuer leads to another address. Enter the issuer that the provider uses there.',
  ],
  [
    /^the metadata: not JSON/,
    'A page was returned in the place of the metadata. Check the issuer, and whether a proxy or a sign-in page is in front of the provider.',
  ],
  [
    /they differ in a slash/,
    'Add the slash at the end of the issuer, or remove it, so that it is the same as in the metadata.',
  ],
  [
    /placeholder in braces/,
    'Use the issuer of your own tenant. For all tenants, set "issuerTemplate" and "allowedTenants".',
  ],
  [
    /they name the issuer|they name no issuer/,
    'Enter the issuer exactly as the provider writes it in its metadata.',
  ],
  [
    /no asymmetric algorithm/,
    'Turn on RS256 or ES256 at the provider. If it only signs with the client secret, choose HS256 as “Algorithm of ID Tokens” ("idTokenAlgorithm").',
  ],
  [
    /no method with a client secret, only "(?![^"]*private_key_jwt)[^"]*client_secret_jwt/,
    'The method client_secret_jwt is not supported. Choose client_secret_basic, client_secret_post or private_key_jwt for this application at the provider.',
  ],
  [
    /no method with a client secret, only "(?![^"]*private_key_jwt)[^"]*tls_client_auth/,
    'Clients with a certificate (tls_client_auth) are not supported. Choose client_secret_basic or private_key_jwt for this application at the provider.',
  ],
  [
    /require signed request objects/,
    'Signed request objects (JAR) are not supported. Turn off that requirement for this application at the provider.',
  ],
  [
    /no method with a client secret/,
    'Choose “Client authentication” ("clientAuthentication"): “private_key_jwt” with a client key, or “none” for a public client.',
  ],
  [
    /none of the algorithms of "clientKey"/,
    'Create a client key for an algorithm that the provider lists, and register it there.',
  ],
  [
    /do not list the claim email_verified/,
    'Fill in “Where the provider says that an address is verified” ("emailVerified"), or remove the allowed domains.',
  ],
  [
    /^the metadata: not valid/,
    'Correct the named members at the provider, or set them by hand, such as "tokenEndpoint".',
  ],
]

const NETWORK_RULES: readonly Rule[] = [
  [
    /is not public|not a public/,
    'If the provider is in your own network, add its host name or network to ALLOWED_PRIVATE_NETWORKS.',
  ],
  [
    /http: URLs are not allowed/,
    'Use an address that begins with https. For a test outside production, set ALLOW_INSECURE_ISSUERS.',
  ],
  [
    /ECONNREFUSED/,
    'No server listens there. Check the host name, the port, and whether the provider is running.',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|has no address/,
    'Check the host name for typing errors, and the DNS settings of this server.',
  ],
  [
    /EHOSTUNREACH|ENETUNREACH/,
    'Check the network and the firewall of this server. If only a proxy leads out, set HTTPS_PROXY.',
  ],
  [
    /the proxy /,
    'Check HTTPS_PROXY and NO_PROXY, and whether the proxy allows connections to this provider.',
  ],
  [
    /NODE_EXTRA_CA_CERTS|authority that is not trusted/,
    'If the provider uses a certificate authority of your own, name its certificate in NODE_EXTRA_CA_CERTS and restart the server.',
  ],
  [
    /its certificate|intermediate certificate|does not use TLS/,
    'Correct the certificate of the provider. Certificates are always checked.',
  ],
  [
    /larger than \d+ bytes/,
    'The response of the provider is too large. Reduce what it sends, such as the list of groups.',
  ],
  [
    /within \d+ ms|gave up/,
    'The provider is slow. Try again in a moment. If it keeps happening, raise “Time limit of a call” ("timeout", at most 30s).',
  ],
  [/status 429/, 'The provider limits how often it may be called. Wait a while and try again.'],
  [
    /status 5\d\d/,
    'The server of the provider fails. Try again in a moment. If it keeps happening, look at the log of the server.',
  ],
]

const RULES: readonly Rule[] = [
  ...METADATA_RULES,
  ...GENERAL_RULES,
  ...CALLBACK_RULES,
  ...ENDPOINT_RULES,
  ...NETWORK_RULES,
]

/** The sentence for the cause that a detail names; null for any other detail. */
export function adviceForDetail(detail: string | null): string | null {
  if (detail === null) return null
  for (const [cause, advice] of RULES) {
    const match = cause.exec(detail)
    if (match !== null) return typeof advice === 'string' ? advice : advice(match)
  }
  return null
}
