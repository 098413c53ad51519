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
  auth0: '#EB5424',
  bitbucket: null,
  discord: '#5865F2',
  dropbox: '#0061FF',
  facebook: '#0866FF',
  forgejo: null,
  gitea: '#609926',
  github: null,
  gitlab: '#FC6D26',
  google: '#4285F4',
  keycloak: null,
  line: null,
  mastodon: '#6364FF',
  okta: '#007DC1',
  openid: null,
  orcid: null,
  reddit: '#FF4500',
  spotify: null,
  steam: null,
  twitch: '#9146FF',
  x: null,
}

/** Marks drawn for this project: our own, and neutral ones for brands that simple-icons may not offer. */
const CUSTOM_ICONS: Readonly<Record<string, string>> = {
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
