import type { Preset } from './preset.js'

export const notion: Preset = {
  provider: 'Notion',
  registration:
    'notion.so/my-integrations, your public integration, "Redirect URIs", with the capability "Read user information including email addresses"',
  requestedData: 'name, picture and email address, and the pages that they choose',
  fields: {
    kind: 'oauth2',
    label: 'Notion',
    icon: 'notion',
    authorizationEndpoint: 'https://api.notion.com/v1/oauth/authorize',
    tokenEndpoint: 'https://api.notion.com/v1/oauth/token',
    userInfoEndpoint: 'https://api.notion.com/v1/users/me',
    userInfoHeaders: { 'notion-version': '2022-06-28' },
    authorizationParams: { owner: 'user' },
    pkce: false,
    subject: 'bot.owner.user.id',
    claims: {
      name: 'bot.owner.user.name',
      email: 'bot.owner.user.person.email',
      picture: 'bot.owner.user.avatar_url',
    },
  },
}
