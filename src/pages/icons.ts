import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** A one-colour picture on a grid of 24 by 24. */
export interface Icon {
  readonly path: string
  /** The brand's colour; null where it would be unreadable in light or dark mode, and the text colour is used. */
  readonly hex: string | null
}

/** The brand marks taken from simple-icons, with their colours. */
const BRAND_ICONS: Readonly<Record<string, string | null>> = {
  apple: null,
  atlassian: '#0052CC',
  auth0: '#EB5424',
  authelia: null,
  authentik: '#FD4B2D',
  bitbucket: null,
  discord: '#5865F2',
  dropbox: '#0061FF',
  facebook: '#0866FF',
  figma: '#F24E1E',
  forgejo: null,
  gitea: '#609926',
  github: null,
  gitlab: '#FC6D26',
  google: '#4285F4',
  huggingface: null,
  kakaotalk: null,
  keycloak: null,
  line: null,
  mastodon: '#6364FF',
  naver: null,
  nextcloud: '#0082C9',
  notion: null,
  okta: '#007DC1',
  openid: null,
  orcid: null,
  patreon: null,
  paypal: null,
  reddit: '#FF4500',
  spotify: null,
  steam: null,
  strava: '#FC4C02',
  tiktok: null,
  twitch: '#9146FF',
  vk: '#0077FF',
  wordpress: null,
  x: null,
  zoom: '#0B5CFF',
}

/** A tile; the letters below turn the other way round, so that they are cut out of it. */
const TILE = 'M4 2h16a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2z'
const INITIALS = {
  F: 'M9 6v12h2v-5h4v-2h-4V8h5V6z',
  J: 'M13 6v8a2 2 0 0 1-4 0H7a4 4 0 0 0 8 0V6z',
  K: 'M8 6v12h2v-4.5l1.2-1.3L14.6 18H17l-4.4-7.3L16.8 6h-2.5L10 10.8V6z',
  L: 'M9 6v12h7v-2h-5V6z',
  O: 'M12 6a6 6 0 0 0 0 12a6 6 0 0 0 0-12zM12 8a4 4 0 0 1 0 8a4 4 0 0 1 0-8z',
  P: 'M9 6v12h2v-4h2a4 4 0 0 0 0-8zM11 8h2a2 2 0 0 1 0 4h-2z',
  S: 'M8 6v7h6v3H8v2h8v-7h-6V8h6V6z',
  Y: 'M7.5 6l3.5 6.5V18h2v-5.5L16.5 6h-2.3L12 10.3 9.8 6z',
  Z: 'M8 6v2h5.2L8 16.2V18h8v-2h-5.3L16 7.8V6z',
} as const

/** The mark of a brand whose own is not free to use: its initial in a tile. */
function toInitial(character: keyof typeof INITIALS): string {
  return TILE + INITIALS[character]
}

/** Marks drawn for this project: our own, and neutral ones for brands that simple-icons may not offer. */
const CUSTOM_ICONS: Readonly<Record<string, string>> = {
  franceconnect: toInitial('F'),
  francetravail: toInitial('F'),
  jumpcloud: toInitial('J'),
  kanidm: toInitial('K'),
  logto: toInitial('L'),
  onelogin: toInitial('O'),
  pingidentity: toInitial('P'),
  pocketid: toInitial('P'),
  proconnect: toInitial('P'),
  salesforce: toInitial('S'),
  yandex: toInitial('Y'),
  zitadel: toInitial('Z'),
  key: 'M8 7a5 5 0 1 0 4.6 7H15v3h3v-3h3v-4h-8.4A5 5 0 0 0 8 7zm0 3a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  portcullis:
    'M2 22V10a10 10 0 0 1 20 0v12h-2.5V10a7.5 7.5 0 0 0-15 0v12zM7.1 3.5h1.8V17L8 19.5 7.1 17zM11.1 1.5h1.8V17l-.9 2.5-.9-2.5zM15.1 3.5h1.8V17l-.9 2.5-.9-2.5zM4 8.6h16v1.8H4zM4 13.2h16V15H4z',
  amazon:
    'M12 2l9 4.5v11L12 22l-9-4.5v-11zm0 2.3L6.6 7 12 9.7 17.4 7zM5 8.6v7.7l6 3v-7.7zm14 0l-6 3v7.7l6-3z',
  linkedin: 'M9 3h6a2 2 0 0 1 2 2v2h4v5H3V7h4V5a2 2 0 0 1 2-2zm0 2v2h6V5zM3 13.5h7v2h4v-2h7V20H3z',
  microsoft: 'M3 3h8.5v8.5H3zM12.5 3H21v8.5h-8.5zM3 12.5h8.5V21H3zM12.5 12.5H21V21h-8.5z',
  yahoo: 'M1 4h4.4l3.1 6.2L11.6 4H16L9.2 20H4.8l2-4.4zM16.5 4H21l-2.8 9h-4zM15 15h4v4h-4z',
  slack:
    'M8 3h2.5v5H14V3h2.5v5H21v2.5h-4.5V14H21v2.5h-4.5V21H14v-4.5h-3.5V21H8v-4.5H3V14h5v-3.5H3V8h5zm2.5 7.5V14H14v-3.5z',
}

/**
 * Reads the icons once and returns a lookup that never fails: for an unknown slug, or null, it returns a key.
 * It reads single files, because importing simple-icons takes 50 ms and 30 MB for icons that no page shows.
 */
export function loadIcons(): (slug: string | null) => Icon {
  const { resolve } = createRequire(import.meta.url)
  const fallback: Icon = { path: CUSTOM_ICONS['key'] ?? '', hex: null }
  const icons = new Map<string, Icon>()
  for (const [slug, path] of Object.entries(CUSTOM_ICONS)) icons.set(slug, { path, hex: null })
  for (const [slug, hex] of Object.entries(BRAND_ICONS)) {
    icons.set(slug, { path: readPath(readFileSync(resolve(`simple-icons/icons/${slug}.svg`), 'utf8')), hex })
  }
  return (slug) => (slug === null ? fallback : (icons.get(slug) ?? fallback))
}

/** The drawing of a simple-icons file: each has exactly one path. */
function readPath(svg: string): string {
  const path = / d="([^"]+)"/.exec(svg)?.[1]
  if (path === undefined) throw new Error('An icon of simple-icons has no path')
  return path
}
