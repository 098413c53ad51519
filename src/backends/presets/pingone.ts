import type { Preset } from './preset.js'

export const pingone: Preset = {
  provider: 'PingOne',
  registration: 'Applications, your OIDC Web App, Configuration, "Redirect URIs"',
  requestedData: 'name, user name, picture and email address',
  fields: {
    kind: 'oidc',
    label: 'PingOne',
    icon: 'pingidentity',
    issuer: 'https://{domain}/{environment}/as',
  },
  parameters: {
    domain: {
      description:
        'the domain of your region, such as auth.pingone.com, auth.pingone.eu, auth.pingone.ca or auth.pingone.asia, or your own domain',
      pattern: /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/,
      defaultValue: 'auth.pingone.com',
    },
    environment: {
      description: 'the ID of the environment, a GUID in lower case',
      pattern: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
      example: '3bedc164-22f1-4f8f-9f51-227975033cbd',
    },
  },
  quirks: [
    'Each environment is a separate issuer, in the domain of its region.',
    'The application must allow the scopes profile and email under "Resources".',
    'In the application, "Token Endpoint Authentication Method" must be the one that Portcullis uses: Client Secret Basic.',
    'Administrators of the environment can set addresses. Switch "trustEmail" on if the environment is yours.',
    'A PingFederate server needs no preset: write its base URL as the "issuer".',
  ],
}
