import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** A picture on a square grid. */
export interface Icon {
  /** The width and height of the grid. */
  readonly size: number
  readonly shapes: readonly {
    readonly path: string
    /** The brand's colour; null where it would be unreadable in light or dark mode, and the text colour is used. */
    readonly hex: string | null
  }[]
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

/** Our own mark, and neutral ones for what this site checks itself. */
const CUSTOM_ICONS: Readonly<Record<string, string>> = {
  key: 'M8 7a5 5 0 1 0 4.6 7H15v3h3v-3h3v-4h-8.4A5 5 0 0 0 8 7zm0 3a2 2 0 1 1 0 4 2 2 0 0 1 0-4z',
  mail: 'M2 5h20v14H2zM4 7v.6l8 5.4 8-5.4V7zM4 10v7h16v-7l-8 5.4z',
  portcullis:
    'M2 22V10a10 10 0 0 1 20 0v12h-2.5V10a7.5 7.5 0 0 0-15 0v12zM7.1 3.5h1.8V17L8 19.5 7.1 17zM11.1 1.5h1.8V17l-.9 2.5-.9-2.5zM15.1 3.5h1.8V17l-.9 2.5-.9-2.5zM4 8.6h16v1.8H4zM4 13.2h16V15H4z',
}

/** Marks that their owners demand in several colours. */
const COLORED_ICONS: Readonly<Record<string, Icon>> = {
  // https://developers.google.com/identity/branding-guidelines
  google: {
    size: 48,
    shapes: [
      {
        hex: '#EA4335',
        path: 'M24 9.5c3.54 0 6.71 1.22 9.21 3.6l6.85-6.85C35.9 2.38 30.47 0 24 0 14.62 0 6.51 5.38 2.56 13.22l7.98 6.19C12.43 13.72 17.74 9.5 24 9.5z',
      },
      {
        hex: '#4285F4',
        path: 'M46.98 24.55c0-1.57-.15-3.09-.38-4.55H24v9.02h12.94c-.58 2.96-2.26 5.48-4.78 7.18l7.73 6c4.51-4.18 7.09-10.36 7.09-17.65z',
      },
      {
        hex: '#FBBC05',
        path: 'M10.53 28.59c-.48-1.45-.76-2.99-.76-4.59s.27-3.14.76-4.59l-7.98-6.19C.92 16.46 0 20.12 0 24c0 3.88.92 7.54 2.56 10.78l7.97-6.19z',
      },
      {
        hex: '#34A853',
        path: 'M24 48c6.48 0 11.93-2.13 15.89-5.81l-7.73-6c-2.15 1.45-4.92 2.3-8.16 2.3-6.26 0-11.57-4.22-13.47-9.91l-7.98 6.19C6.51 42.62 14.62 48 24 48z',
      },
    ],
  },
  // https://learn.microsoft.com/entra/identity-platform/howto-add-branding-in-apps
  microsoft: {
    size: 21,
    shapes: [
      { hex: '#F25022', path: 'M1 1h9v9H1z' },
      { hex: '#7FBA00', path: 'M11 1h9v9h-9z' },
      { hex: '#00A4EF', path: 'M1 11h9v9H1z' },
      { hex: '#FFB900', path: 'M11 11h9v9h-9z' },
    ],
  },
}

/**
 * Reads the icons once and returns a lookup that never fails: for an unknown slug it returns null, and the page shows an
 * initial. It reads single files, because importing simple-icons takes 50 ms and 30 MB for icons that no page shows.
 */
export function loadIcons(): (slug: string | null) => Icon | null {
  const { resolve } = createRequire(import.meta.url)
  const icons = new Map<string, Icon>(Object.entries(COLORED_ICONS))
  const add = (slug: string, path: string, hex: string | null) =>
    icons.set(slug, { size: 24, shapes: [{ path, hex }] })
  for (const [slug, path] of Object.entries(CUSTOM_ICONS)) add(slug, path, null)
  for (const [slug, hex] of Object.entries(BRAND_ICONS))
    add(slug, readPath(readFileSync(resolve(`simple-icons/icons/${slug}.svg`), 'utf8')), hex)
  return (slug) => (slug === null ? null : (icons.get(slug) ?? null))
}

/** The drawing of a simple-icons file: each has exactly one path. */
function readPath(svg: string): string {
  const path = / d="([^"]+)"/.exec(svg)?.[1]
  if (path === undefined) throw new Error('An icon of simple-icons has no path')
  return path
}

/**
 * Drawings of Lucide (https://lucide.dev), under the ISC license, which is in public/lucide-license.txt: strokes of two units
 * on a grid of 24 by 24.
 */
const SYMBOLS = {
  laptop:
    'M18 5a2 2 0 0 1 2 2v8.526a2 2 0 0 0 .212.897l1.068 2.127a1 1 0 0 1-.9 1.45H3.62a1 1 0 0 1-.9-1.45l1.068-2.127A2 2 0 0 0 4 15.526V7a2 2 0 0 1 2-2zM20.054 15.987H3.946',
  smartphone: 'M7 2h10a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H7a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2zM12 18h.01',
  terminal: 'M12 19h8M4 17l6-6-6-6',
  tv: 'M17 2l-5 5-5-5M4 7h16a2 2 0 0 1 2 2v11a2 2 0 0 1-2 2H4a2 2 0 0 1-2-2V9a2 2 0 0 1 2-2z',
  copy: 'M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2zM4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2',
  'circle-alert': 'M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M12 8v4M12 16h.01',
  'external-link': 'M15 3h6v6M10 14L21 3M18 13v6a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h6',
} as const

export type SymbolName = keyof typeof SYMBOLS

/** The path of a symbol, to be stroked. @throws Error for an unknown name, which shows in the first test of a template */
export function symbolPath(name: string): string {
  const path = Object.entries(SYMBOLS).find(([each]) => each === name)?.[1]
  if (path === undefined) throw new Error(`There is no symbol ${name}`)
  return path
}

/** The symbol of a client, by the kind of its session and what is known of its system. */
export function clientSymbol(kind: 'browser' | 'bearer' | 'device', program: string): SymbolName {
  if (kind === 'device') return 'tv'
  if (kind === 'bearer') return 'terminal'
  return /\b(?:Android|iOS|iPhone|iPad)\b/.test(program) ? 'smartphone' : 'laptop'
}
